"""What was written about a person before, by whom it was changed and when (kept by database triggers)."""

from typing import NamedTuple

from accounts.models import Assignment
from cases.models import Contact, Document, Person
from cases.values.countries import country_name
from cases.values.removal import RemovalReason

HIDDEN = {"id", "client_uuid", "registered_by", "registered_at", "updated_at", "person", "removed_at", "removed_by"}
SHOWN = 100


class Change(NamedTuple):
    """One correction: (label, earlier value, later value) for every field it touched."""

    at: object
    by: Assignment | None
    fields: list


def changes_of(records):
    """The corrections of a record and of those joined to it (merging.records_of), newest first.

    Values that are encrypted are in no version.
    """
    pairs = list(_versions_of(records))
    actors = _actors_of(version for version, _ in pairs)
    return [
        Change(version.pgh_created_at, actors.get(actor_key(version)), differences(version, newer))
        for version, newer in pairs
    ]


def _versions_of(records):
    """(earlier version, what followed it), the newest first."""
    following = {record.pk: record for record in records}
    for version in Person.pgh_event_model.objects.filter(pgh_obj__in=records).order_by("-pgh_id"):
        yield version, following[version.pgh_obj_id]
        following[version.pgh_obj_id] = version


def _actors_of(versions):
    return Assignment.objects.with_office().in_bulk({actor_key(version) for version in versions} - {None})


class PartChange(NamedTuple):
    """One correction of a contact or a paper, or its removal."""

    at: object
    by: Assignment | None
    what: str
    fields: list
    reason: str = ""
    document: Document | None = None  # removed, and not yet thrown away


def changes_of_parts(records):
    """What became of the contacts and papers of these records, the newest first. Numbers are in no version."""
    found = [*_changes_in(Contact.objects, records), *_changes_in(Document.everything, records)]
    found.sort(key=lambda pair: pair[0].pgh_created_at, reverse=True)
    actors = _actors_of(version for version, _ in found)
    return [_part_change(version, newer, actors.get(actor_key(version))) for version, newer in found]


def _changes_in(rows, records):
    """(earlier version, what followed it) of the rows of one table; nothing follows a row that is gone.

    A row that only went from one record to another, in a merge or back, was not corrected.
    """
    newest = rows.model.pgh_event_model.objects.filter(person__in=records).order_by("-pgh_id")[:SHOWN]
    following = rows.in_bulk({version.pgh_obj_id for version in newest})
    for version in newest:
        newer = following.get(version.pgh_obj_id)
        if newer is None or newer.person_id == version.person_id or differences(version, newer):
            yield version, newer
        following[version.pgh_obj_id] = version


def _part_change(version, newer, by):
    part = version.pgh_tracked_model._meta
    kind = part.get_field("kind" if part.model is Document else "relation")
    what = f"{part.verbose_name} {shown(version, kind)}"
    at = version.pgh_created_at
    if newer is None:
        reason = (version.pgh_context or {}).get("reason", "")
        return PartChange(
            at, by, what, [], RemovalReason(reason).label if reason in RemovalReason else "sudah tidak ada"
        )
    if getattr(newer, "removed_at", None) and not version.removed_at:
        kept = newer if isinstance(newer, Document) else None
        return PartChange(at, by, what, [], RemovalReason(newer.removed_because).label, kept)
    return PartChange(at, by, what, differences(version, newer))


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
