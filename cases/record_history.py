"""What was written about a person before, by whom it was changed and when (kept by database triggers)."""

from typing import NamedTuple

from accounts.models import Assignment
from cases.values.countries import country_name

HIDDEN = {"id", "client_uuid", "registered_by", "registered_at"}


class Change(NamedTuple):
    """One correction: (label, earlier value, later value) for every field it touched."""

    at: object
    by: Assignment | None
    fields: list


def changes_of(person):
    """The corrections of a record its caller may see, newest first. Values that are encrypted are in no version."""
    versions = list(person.events.order_by("pgh_id"))
    if not versions:
        return []
    actors = Assignment.objects.with_office().in_bulk({actor_key(version) for version in versions} - {None})
    later = [*versions[1:], person]
    changes = [
        Change(version.pgh_created_at, actors.get(actor_key(version)), differences(version, newer))
        for version, newer in zip(versions, later, strict=True)
    ]
    return changes[::-1]


def actor_key(version):
    return (version.pgh_context or {}).get("assignment")


def differences(earlier, later):
    fields = [f for f in earlier.pgh_tracked_model._meta.fields if f.name not in HIDDEN and hasattr(earlier, f.attname)]
    return [
        (field.verbose_name, shown(earlier, field), shown(later, field))
        for field in fields
        if getattr(earlier, field.attname) != getattr(later, field.attname)
    ]


def shown(record, field):
    value = getattr(record, field.name)
    if field.name == "country":
        return country_name(value)
    if field.choices:
        return dict(field.choices).get(value, value) or "–"
    return ", ".join(value) if isinstance(value, list) else value or "–"
