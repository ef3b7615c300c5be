"""Finding the post for a role at a place, and making it the first time somebody is put in it."""

from django.db import transaction

from accounts.models import CITY_CODE, Office, Role, Territory
from lib.advisory_lock import wait_in_line

Level = Territory.Level
# Where a role may sit. Roles that are not named here belong to no place; BP3MI belongs to an agency.
LEVELS = {
    Role.RT: {Level.RT},
    Role.RW: {Level.RW},
    Role.KADER: {Level.RW, Level.RT},
    Role.KELURAHAN: {Level.KELURAHAN},
    Role.KECAMATAN: {Level.KECAMATAN},
    Role.DISNAKER: {Level.CITY},
    Role.KADIS: {Level.CITY},
    Role.DINSOS: {Level.CITY},
    Role.WALIKOTA: {Level.CITY},
    Role.ADMIN: {Level.CITY},
}
NAMED_AFTER_PLACE = {
    Role.RT: "Ketua {}",
    Role.RW: "Ketua {}",
    Role.KADER: "Kader {}",
    Role.KELURAHAN: "Kelurahan {}",
    Role.KECAMATAN: "Kecamatan {}",
}


def find_or_make(role, territory=None, agency=None):
    role = Role(role)
    levels = LEVELS.get(role)
    if levels is None:
        territory = None
    elif levels == {Level.CITY}:
        territory = Territory.objects.get(code=CITY_CODE, valid_to=None)
    place = {"role": role, "territory": territory, "agency": agency if role == Role.BP3MI else None}
    return Office.objects.filter(is_machine=False, **place).first() or _make(place)


@transaction.atomic
def _make(place):
    """The second of two clerks who fill a new post at once waits, and finds what the first one made."""
    wait_in_line("accounts.office")
    return Office.objects.filter(is_machine=False, **place).first() or Office.objects.create(
        name=name_of(**place), **place
    )


def name_of(role, territory, agency):
    if agency:
        return f"Penghubung {agency.name}"
    pattern = NAMED_AFTER_PLACE.get(role)
    return pattern.format(territory.full_name) if pattern else role.label
