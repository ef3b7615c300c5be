"""The state's list of places in the city, from the file in this repository. RW and RT are the offices' own to make."""

import csv
from pathlib import Path

from django.db import transaction

from accounts.models import CITY_CODE, Territory

FILE = Path(__file__).parent / "data" / "territories.csv"


def read():
    """(code, name) of city, kecamatan and kelurahan; lines with # say where they come from."""
    with FILE.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [(row["code"], row["name"]) for row in rows]


@transaction.atomic
def load(on):
    """Make what is missing, valid from that day; correct a spelling; touch nothing else. Returns how many were made."""
    known = {place.code: place for place in Territory.objects.filter(code__startswith=CITY_CODE, valid_to=None)}
    listed = read()
    missing = [
        Territory(code=code, name=name, level=code.count("."), valid_from=on)
        for code, name in listed
        if code not in known
    ]
    respelt = [known[code] for code, name in listed if code in known and known[code].name != name]
    names = dict(listed)
    for place in respelt:
        place.name = names[place.code]
    Territory.objects.bulk_update(respelt, ["name"])
    Territory.objects.bulk_create(missing)
    return len(missing), len(respelt)
