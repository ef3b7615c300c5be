"""RW and RT of the demo city. Kecamatan and kelurahan are the real ones; how many RW and RT they have is invented."""

from datetime import date

from accounts.models import CITY_CODE, Territory

VALID_FROM = date(2021, 1, 1)
TUA_TUNU_INDAH, OPAS_INDAH = f"{CITY_CODE}.05.1005", f"{CITY_CODE}.02.1001"
GERUNGGANG = f"{CITY_CODE}.05"
RW = f"{TUA_TUNU_INDAH}.002"
RT = f"{RW}.003"  # where the demo account `ketua.rt` is at home
RW_PER_KELURAHAN, RT_PER_RW = (2, 4), (2, 5)


def grow_neighbourhoods(rng):
    """Give each kelurahan its RW and RT; returns all places by code."""
    Level = Territory.Level
    for kelurahan in Territory.objects.filter(level=Level.KELURAHAN, valid_to=None):
        for rw in range(1, rng.randint(*RW_PER_KELURAHAN) + 1):
            rw_code = f"{kelurahan.code}.{rw:03d}"
            _add(rw_code, Level.RW)
            count = 5 if rw_code == RW else rng.randint(*RT_PER_RW)
            for rt in range(1, count + 1):
                _add(f"{rw_code}.{rt:03d}", Level.RT)
    return {place.code: place for place in Territory.objects.filter(valid_to=None)}


def _add(code, level):
    place = Territory(code=code, level=level, valid_from=VALID_FROM)
    place.name = place.path_name
    place.save()
