"""Residents who moved: next door, to the kelurahan of the demo accounts, and away from it."""

from cases.models import Person
from cases.rules.register import relocation
from cases.values.choices import RelocationReason
from pangkalpinang_pmi.demo.people import enter, key
from pangkalpinang_pmi.demo.places import OPAS_INDAH, RT, RW, TUA_TUNU_INDAH

REFUSED = "RT sudah ditanya; warga ini tidak tinggal di sini."


def fill(city):
    by = city.officials
    here, next_door, opas = city.places[RT], city.places[f"{RW}.004"], city.places[f"{OPAS_INDAH}.001.001"]
    kelurahan, other = by["kelurahan"], by["kelurahan.lain"]
    _move(city, "tetangga", here, next_door, kelurahan, RelocationReason.SALAH_RT)
    _move(city, "datang", opas, city.places[TUA_TUNU_INDAH], other, RelocationReason.PINDAH_RUMAH)
    gone = _move(city, "pergi", next_door, city.places[OPAS_INDAH], kelurahan, RelocationReason.PINDAH_RUMAH)
    relocation.refuse(gone, by=other, answer=REFUSED)


def _move(city, name, home, destination, by, reason):
    person = enter(city, f"pindah-{name}", {"country": "MY"}, on=city.ago(20), place=home).person
    return relocation.relocate(
        person,
        destination,
        client_uuid=key("pindah", name),
        by=by,
        on=city.today,
        version=Person.objects.get(pk=person.pk).version,
        reason=reason,
        happened_on=city.ago(3),
        address="",
        note="Dilaporkan keluarga.",
    )
