"""RW and RT of the demo city. Kecamatan and kelurahan are the real ones; how many RW and RT they have is invented."""

from datetime import date

from accounts import territory_list
from accounts.models import CITY_CODE, Territory
from accounts.territory_change import create_child

VALID_FROM = date(2021, 1, 1)
TUA_TUNU_INDAH, OPAS_INDAH = f"{CITY_CODE}.05.1005", f"{CITY_CODE}.02.1001"
GERUNGGANG = f"{CITY_CODE}.05"
RW = f"{TUA_TUNU_INDAH}.002"
RT = f"{RW}.003"  # where the demo account `ketua.rt` is at home
RW_PER_KELURAHAN, RT_PER_RW = (2, 4), (2, 5)


def load():
    """City, kecamatan and kelurahan by code."""
    territory_list.load(VALID_FROM)
    return {place.code: place for place in Territory.objects.valid(VALID_FROM)}


def grow_neighbourhoods(rng, places, by):
    """Give each kelurahan its RW and RT; returns these by code."""
    grown = {}
    for kelurahan in (place for place in places.values() if place.level == Territory.Level.KELURAHAN):
        for number in range(1, rng.randint(*RW_PER_KELURAHAN) + 1):
            rw = create_child(kelurahan, number=str(number), by=by, on=VALID_FROM)
            grown[rw.code] = rw
            for rt in range(1, (5 if rw.code == RW else rng.randint(*RT_PER_RW)) + 1):
                made = create_child(rw, number=str(rt), by=by, on=VALID_FROM)
                grown[made.code] = made
    return grown
