"""RW and RT begin, are split and end by decision of an office; the kelurahan above them come from the state's list."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.access import log_territory
from accounts.models import Territory

Level = Territory.Level
CHILD = {Level.KELURAHAN: Level.RW, Level.RW: Level.RT}
NUMBER_LENGTH = 3


@transaction.atomic
def create_child(parent, *, number, by, on, split_from=None):
    """An RW of a kelurahan or an RT of an RW, by its number; `split_from` is the neighbour its people come from."""
    parent = lock(parent, by)
    if parent.level not in CHILD:
        raise PermissionDenied
    level = CHILD[Level(parent.level)]
    number = number.zfill(NUMBER_LENGTH)
    code = f"{parent.code}.{number}"
    if Territory.objects.filter(code=code).unended(on).exists():
        raise ValidationError({"number": f"{level.label} {number} sudah ada di {parent.name}."})
    child = Territory.objects.create(code=code, level=level, name=f"{level.label} {number}", valid_from=on)
    if split_from:
        split_from.successors.add(child)
    log_territory(by, child, "dibuat")
    return child


@transaction.atomic
def end(territory, *, by, on, successors):
    """Let an RW or RT end with that day; people and history keep pointing to it, its successors say where to go on."""
    territory = lock(territory, by)
    if territory.level not in CHILD.values():
        raise PermissionDenied
    if on < territory.valid_from:
        raise ValidationError({"on": f"{territory.name} baru berlaku mulai {territory.valid_from:%d/%m/%Y}."})
    if Territory.objects.inside(territory).exclude(pk=territory.pk).unended(on).exists():
        raise ValidationError(f"Masih ada RT di dalam {territory.name}. Akhiri dulu RT-RT itu.")
    territory.valid_to = on
    territory.save(update_fields=["valid_to"])
    territory.successors.add(*successors)
    log_territory(by, territory, "diakhiri")
    return territory


def lock(territory, by):
    """The row, locked, if it is still valid and this actor may change it."""
    by.require("accounts.manage_territory")
    locked = Territory.objects.select_for_update(of=("self",), no_key=True).visible_to(by)
    found = locked.filter(pk=territory.pk, valid_to=None).first()
    if found is None:
        raise ValidationError("Wilayah ini sudah diakhiri.")
    return found
