"""What a screen shows of a number or a name it may not show whole."""

from accounts.models import Role

SHOWN = 4
DOTS = "••••••••••••"


def mask_number(value):
    """`••••••••••••1234`: enough to tell two apart, too little to use."""
    return f"{DOTS}{value[-SHOWN:]}" if value else ""


def name_for(actor, person):
    """The name; for the kecamatan, which only coordinates, the first letter of each word."""
    if actor.role == Role.KECAMATAN:
        return shorten(person.name)
    return person.name


def shorten(name):
    return " ".join(f"{word[0]}•••" for word in name.split())
