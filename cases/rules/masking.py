"""What a screen shows of a number or a name it may not show whole."""

import re

from accounts.models import Role

SHOWN = 4
DOTS = "••••••••••••"


def mask_number(value):
    """`••••••••••••1234`: enough to tell two apart, too little to use."""
    return f"{DOTS}{value[-SHOWN:]}" if value else ""


def mask_digits(text):
    """Foreign text as it was typed, with what looks like a number of somebody masked: eight digits and more."""
    return re.sub(r"[A-Za-z]{0,2}\d[\d .\-]{5,}\d", lambda found: mask_number(found[0]), text)


def name_for(actor, person):
    """The name; for the kecamatan, which only coordinates, the first letter of each word."""
    if actor.role == Role.KECAMATAN:
        return shorten(person.name)
    return person.name


def shorten(name):
    return " ".join(f"{word[0]}•••" for word in name.split())


# Who reads which part of a case beyond its persons and its state (domain.md §8).
CASE_PARTS = {
    "status": {Role.DISNAKER, Role.KADIS, Role.DINSOS},
    "chronology": {Role.DISNAKER, Role.KADIS, Role.DINSOS},
    "reporter": {Role.DISNAKER, Role.KADIS, Role.DINSOS},
    "place": {Role.DISNAKER, Role.KADIS, Role.BP3MI},
    "team": {Role.DISNAKER, Role.KADIS, Role.DINSOS},
}


def case_parts_for(actor):
    """The names of the parts this office reads; a role that is not named reads none."""
    return {part for part, roles in CASE_PARTS.items() if actor.role in roles}
