"""How a person, a place and a journey appear on a page."""

from django import template

from cases.rules import masking
from cases.states.journey import AWAY, EXITS, JourneyStatus

register = template.Library()

TONES = {
    JourneyStatus.PERLU_PERBAIKAN: "warn",
    JourneyStatus.TIDAK_DIKETAHUI: "warn",
    JourneyStatus.HILANG_KONTAK: "danger",
    JourneyStatus.MENINGGAL: "danger",
    JourneyStatus.SIAP_BERANGKAT: "good",
    JourneyStatus.PULANG: "good",
    JourneyStatus.PEMBERDAYAAN: "good",
    JourneyStatus.SELESAI: "quiet",
    **dict.fromkeys([s for s in AWAY if s != JourneyStatus.HILANG_KONTAK], "good"),
    **dict.fromkeys([s for s in EXITS if s not in ("HILANG_KONTAK", "MENINGGAL", "TIDAK_DIKETAHUI")], "quiet"),
}


@register.filter
def tone(status):
    """The modifier of a chip for a journey's status."""
    return TONES.get(status, "info")


@register.filter
def masked(value):
    return masking.mask_number(value)


@register.filter
def shortened(name):
    return masking.shorten(name)


@register.simple_tag(takes_context=True)
def name_of(context, person):
    """The name as the person in front of the screen may see it."""
    return masking.name_for(context["request"].actor, person)


@register.filter
def in_full(territory, kelurahan_names):
    """'RT 003 / RW 002, Kel. Tua Tunu Indah'; a kelurahan itself is 'Kel. Tua Tunu Indah'."""
    if territory.code == territory.kelurahan_code:
        return f"Kel. {territory.name}"
    kelurahan = kelurahan_names.get(territory.kelurahan_code, "")
    return f"{territory.path_name}, Kel. {kelurahan}" if kelurahan else territory.path_name
