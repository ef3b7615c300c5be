"""One line of events for a case: what moved and what was written, newest first, as far as this reader may know it."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, DateField, F, TextField, UUIDField, Value
from django.db.models.functions import Cast

from accounts.models import Role
from cases.models import CaseChange, CaseHandover, CaseNote, CasePersonChange, CoordinationChange
from cases.states.case import CaseStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.values.choices import CloseReason, Source

SHOWN, MOST = 60, 1000
CASE, PERSON, COORDINATION, HANDOVER = "kasus", "orang", "koordinasi", "serah"
SOURCES = {
    CASE: (CaseChange, "subject", CaseStatus),
    PERSON: (CasePersonChange, "subject__case", CasePersonStatus),
    COORDINATION: (CoordinationChange, "subject__case", CoordinationStatus),
}
COLUMNS = (
    "recorded_at",
    "happened_on",
    "old_status",
    "new_status",
    "source",
    "said_by",
    "reference",
    "reason",
    "subject",
    "file",
    "by__user__first_name",
    "by__office__name",
    "by__office__agency",
)


class Entry(NamedTuple):
    recorded_at: datetime
    title: str
    who: str
    office: str
    happened_on: date | None = None
    source: str = ""
    said_by: str = ""
    note: str = ""
    reference: str = ""
    reason: str = ""
    shared_with: str = ""
    is_note: bool = False
    is_deed: bool = False  # done when it was recorded, and known from nobody else
    file: UUID | None = None


def entries(case, actor, *, persons, coordinations, limit=SHOWN):
    """The newest entries and whether older ones are left out; the names of the subjects are already loaded."""
    names = {CASE: {case.pk: "Kasus"}}
    names[PERSON] = {link.pk: link.person.name for link in persons}
    names[COORDINATION] = {link.pk: link.agency.name for link in coordinations}
    rows = [
        _passed(row) if row["kind"] == HANDOVER else _moved(row, names, actor)
        for row in _changes(case, actor)[: limit + 1]
    ]
    rows += [_written(note) for note in _notes(case, actor)[: limit + 1]]
    rows.sort(key=lambda entry: entry.recorded_at, reverse=True)
    return rows[:limit], len(rows) > limit


def _changes(case, actor):
    """The three histories, and who answered for the case, as one query."""
    first, *others = (
        model.objects.visible_to(actor)
        .filter(**{path: case})
        .order_by()
        # A union has one converter per column, and each table's notes are sealed to their own: they stay sealed here.
        .annotate(kind=Value(kind, output_field=CharField()), sealed_note=Cast("note", TextField()))
        .values("kind", "sealed_note", *COLUMNS)
        for kind, (model, path, _) in SOURCES.items()
    )
    return first.union(*others, _handovers(case, actor), all=True).order_by("-recorded_at")


def _handovers(case, actor):
    """In the columns of a history: the new state is the name of who answers for the case from then on."""
    told = {
        name: Value("", output_field=CharField()) for name in ("old_status", "source", "said_by", "reference", "reason")
    }
    rows = CaseHandover.objects.visible_to(actor).filter(case=case).order_by()
    return rows.annotate(
        kind=Value(HANDOVER, output_field=CharField()),
        sealed_note=Cast("note", TextField()),
        happened_on=Value(None, output_field=DateField()),
        new_status=F("taker__user__first_name"),
        subject=F("case"),
        file=Value(None, output_field=UUIDField()),
        **told,
    ).values("kind", "sealed_note", *COLUMNS)


def _notes(case, actor):
    return CaseNote.objects.visible_to(actor).filter(case=case).select_related("by__user", "by__office", "shared_with")


def _moved(row, names, actor):
    status = SOURCES[row["kind"]][2](row["new_status"]).label
    subject = names[row["kind"]].get(row["subject"], "")
    own_words = reads_words(actor, row["by__office__agency"])
    return Entry(
        recorded_at=row["recorded_at"],
        happened_on=row["happened_on"],
        title=f"{subject}: {status}" if subject else status,
        who=row["by__user__first_name"],
        office=row["by__office__name"],
        source=Source(row["source"]).label,
        said_by=row["said_by"] if own_words else "",
        note=_opened_note(row) if own_words else "",
        # The number of a letter or ticket is common ground; a ticket home is only the city's until it says so.
        reference=row["reference"] if own_words or row["kind"] == COORDINATION else "",
        reason=CloseReason(row["reason"]).label if row["reason"] else "",
        file=row["file"] if own_words else None,
    )


def _opened_note(row):
    field = SOURCES[row["kind"]][0]._meta.get_field("note")
    return field.from_db_value(row["sealed_note"], None, None)


def reads_words(actor, agency_id):
    """The city reads every word; an agency only what it wrote itself. What is meant for it comes as a shared note."""
    return actor.role != Role.BP3MI or agency_id == actor.agency_id


def _written(note):
    return Entry(
        recorded_at=note.recorded_at,
        title="Catatan",
        who=note.by.user.first_name,
        office=note.by.office.name,
        note=note.text,
        shared_with=note.shared_with.name if note.shared_with else "",
        is_note=True,
        file=note.file_id,
    )


def _passed(row):
    return Entry(
        recorded_at=row["recorded_at"],
        title=f"Penanggung jawab: {row['new_status']}",
        who=row["by__user__first_name"],
        office=row["by__office__name"],
        note=CaseHandover._meta.get_field("note").from_db_value(row["sealed_note"], None, None),
        is_deed=True,
    )
