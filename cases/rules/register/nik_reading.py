"""What the digits of a NIK say, in words for whoever has the card in hand. A hint, never a refusal (domain.md §5.3)."""

from django.utils.formats import date_format

from accounts.models import Territory
from cases.values.choices import Sex
from cases.values.identity import read_nik
from cases.values.regions import NEIGHBOURS, region_name

HOME = "1971"
UNREADABLE = "Tanggal lahir di dalam NIK tidak terbaca. Periksa lagi di KTP atau KK."
UNKNOWN_PLACE = "Kode daerah di awal NIK tidak dikenal. Periksa lagi di KTP atau KK."


def sex_of(facts):
    return Sex.PEREMPUAN if facts.is_female else Sex.LAKI_LAKI


def in_words(nik, on):
    """'Perempuan, lahir 5 Februari 1993, dikeluarkan di kecamatan Gerunggang.' as far as the digits can be read."""
    facts, place = read_nik(nik, on), issued_in(nik)
    parts = [sex_of(facts).label, f"lahir {date_format(facts.birth_date, 'j F Y')}"] if facts else []
    parts += [f"dikeluarkan di {place}"] if place else []
    sentence = ", ".join(parts)
    return sentence[:1].upper() + sentence[1:]


def issued_in(nik):
    """Where it was first issued: people keep it when they move, so it need not be where they live."""
    if nik.startswith(HOME):
        code = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
        kecamatan = Territory.objects.filter(code=code, level=Territory.Level.KECAMATAN).order_by("-valid_from").first()
        return f"kecamatan {kecamatan.name}" if kecamatan else NEIGHBOURS[HOME]
    return region_name(nik)


def warnings(nik, on, *, sex="", birth_date=None):
    """What does not fit together: wrong digits exist and are permanent, so it is said and nothing more."""
    facts = read_nik(nik, on)
    found = [] if region_name(nik) else [UNKNOWN_PLACE]
    if facts is None:
        return [UNREADABLE, *found]
    differs = {
        "Jenis kelamin": sex and sex != sex_of(facts),
        "Tanggal lahir": birth_date and birth_date != facts.birth_date,
    }
    return found + [
        f"{what} berbeda dengan yang tertulis di NIK. Periksa lagi di KTP." for what in differs if differs[what]
    ]
