"""Residents who were written down twice: to be decided, asked about, and already joined."""

from datetime import timedelta

from cases.models import DuplicatePair
from cases.rules.doubles import merging
from cases.rules.register import duplicates, registration
from cases.values.choices import NoNikReason, Source
from pangkalpinang_pmi.demo.people import enter, invent_person, key
from pangkalpinang_pmi.demo.places import RT, RW
from pangkalpinang_pmi.invented.names import shortened

QUESTION = "Apakah orang ini dulu tinggal di RT Anda? Mohon tanya keluarganya."


def fill(city):
    office = city.officials["kelurahan"]
    _twice(city, "digit", moved_by=timedelta(days=10))
    asked = _twice(city, "tanya")
    duplicates.ask(asked, by=office, question=QUESTION)
    merging.merge(_twice(city, "gabung"), by=office, reason="KK sudah dilihat: orangnya sama.")


def _twice(city, name, moved_by=timedelta()):
    """The same resident in two RT of one kelurahan, the second time without a NIK and as the neighbour says it."""
    first = enter(city, f"dua-{name}", {"country": "MY"}, on=city.ago(40), place=city.places[RT]).person
    place = city.places[f"{RW}.004"]
    again = invent_person(city, place) | {
        "name": shortened(first.name),
        "sex": first.sex,
        "birth_date": first.birth_date + moved_by,
        "nik": None,
        "no_nik_reason": NoNikReason.TIDAK_TAHU,
    }
    entry = {"client_uuid": key("dua", name), "journey": {"country": "MY"}, "source": Source.KELUARGA}
    head = city.officials.head_of(place)
    second = registration.register(person=again, by=head, happened_on=city.ago(2), **entry).person
    pair = {"first": first, "second": second}
    found = {"score": 0.8, "found_by": DuplicatePair.Found.REGISTRATION}
    return DuplicatePair.objects.get_or_create(**pair, defaults=found)[0]
