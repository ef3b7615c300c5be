"""One line of events for a case: what moved and what was written, newest first, as far as this reader may know it."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateField, F, OuterRef, Q, TextField, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject

from accounts.models import Role
from cases.models import (
    CaseChange,
    CaseHandover,
    CaseLetter,
    CaseLetterChange,
    CaseNote,
    CasePersonChange,
    CoordinationChange,
    DeadlineMark,
    FundingChange,
)
from cases.states.case import CaseStatus
from cases.states.case_letter import CaseLetterStatus
from cases.states.case_person import CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.states.funding import FundingStatus
from cases.values.casefile import NoteKind
from cases.values.choices import CloseReason, Source

PER_PAGE, LAST_PAGE = 25, 400
LONGEST = 10  # digits: Python refuses to read thousands of them
CASE, PERSON, COORDINATION, LETTER, FUNDING = "kasus", "orang", "koordinasi", "surat", "biaya"
HANDOVER, NOTE = "serah", "catatan"
STATUSES = {
    CASE: CaseStatus,
    PERSON: CasePersonStatus,
    COORDINATION: CoordinationStatus,
    LETTER: CaseLetterStatus,
    FUNDING: FundingStatus,
}
SUBJECT_CASE = {CASE: "subject", PERSON: "subject__case", COORDINATION: "subject__case", FUNDING: "subject__case"}
MODELS = {
    CASE: CaseChange,
    PERSON: CasePersonChange,
    COORDINATION: CoordinationChange,
    LETTER: CaseLetterChange,
    FUNDING: FundingChange,
    HANDOVER: CaseHandover,
    NOTE: CaseNote,
}
BEYOND_THE_LIST = {LETTER: "Surat", FUNDING: "Biaya"}  # older than those whose names the page knows
FILTERS = {
    "status": "Status",
    "catatan": "Catatan",
    "kontak": "Kontak",
    "berkas": "Surat dan berkas",
    "koordinasi": "Koordinasi",
    "tugas": "Tugas",
}
# Which tables a filter asks, and which of their rows it takes.
ONLY = {
    "": dict.fromkeys(MODELS, Q()),
    "status": {CASE: Q(), PERSON: Q(), FUNDING: Q(), HANDOVER: Q(), NOTE: Q(kind=NoteKind.PERUBAHAN)},
    "catatan": {NOTE: Q(kind=NoteKind.CATATAN)},
    "kontak": {NOTE: Q(kind=NoteKind.KONTAK)},
    "berkas": {
        **dict.fromkeys(STATUSES, Q(file__isnull=False)),
        LETTER: Q(),
        NOTE: Q(kind=NoteKind.SURAT) | Q(file__isnull=False),
    },
    "koordinasi": {COORDINATION: Q(), NOTE: Q(shared_with__isnull=False)},
    # What a clock waited for and somebody did: the mark and its entry carry one key.
    "tugas": {NOTE: Q(client_uuid__in=DeadlineMark.objects.values("pk"))},
}
# One row of the union. Texts of different tables are sealed to their own table: they stay sealed until they are shown.
COLUMNS = (
    "id",
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
TEXT, KEY, DAY = CharField(), UUIDField(), DateField()
SEALED = TextField()


class Entry(NamedTuple):
    id: UUID
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
    spoke_with: str = ""
    is_note: bool = False
    is_deed: bool = False  # done when it was recorded, and known from nobody else
    file: UUID | None = None
    corrects: UUID | None = None
    corrects_title: str = ""
    corrected_by: UUID | None = None


class Line(NamedTuple):
    """One page of the line of events."""

    entries: list
    page: int
    has_older: bool
    only: str


def load(case, actor, names, *, only="", page=1):
    """`names` are those of the subjects, by kind and key; a page or filter that does not exist is the first, or none.

    However many tables the entries come from, the database is asked once, for one page.
    """
    only = only if only in ONLY else ""
    first = (page - 1) * PER_PAGE
    rows = list(_union(case, actor, ONLY[only])[first : first + PER_PAGE + 1])
    corrected = corrections_of(case, actor)
    entries = [_entry(row, names, corrected, actor) for row in rows[:PER_PAGE]]
    return Line(entries, page, len(rows) > PER_PAGE and page < LAST_PAGE, only)


def find(case, actor, key, names):
    """The one entry with this key, if this reader sees it."""
    row = _union(case, actor, dict.fromkeys(MODELS, Q(pk=key))).first()
    return _entry(row, names, corrections_of(case, actor), actor) if row else None


def with_corrections(cases, actor):
    """Cases that bring along which entries were corrected: a page has only so many questions (contract §6)."""
    rows = _corrections(actor).filter(case=OuterRef("pk")).values(row=JSONObject(corrects="corrects", pk="pk"))
    return cases.annotate(correction_rows=ArraySubquery(rows))


def corrections_of(case, actor):
    """The newest correction of each entry that has one, both by key."""
    if hasattr(case, "correction_rows"):
        return {UUID(row["corrects"]): UUID(row["pk"]) for row in case.correction_rows}
    return dict(_corrections(actor).filter(case=case).values_list("corrects", "pk"))


def _corrections(actor):
    return CaseNote.objects.visible_to(actor).filter(corrects__isnull=False).order_by("recorded_at")


def page_number(text):
    number = int(text) if text and text.isdecimal() and len(text) < LONGEST else 0
    return min(number, LAST_PAGE) or 1


def _union(case, actor, wanted):
    first, *others = (_rows(kind, case, actor, condition) for kind, condition in wanted.items())
    return (first.union(*others, all=True) if others else first).order_by("-recorded_at", "-id")


def _rows(kind, case, actor, condition):
    model = MODELS[kind]
    rows = model.objects.visible_to(actor).filter(condition, _of(kind, case)).order_by()
    if kind == HANDOVER:
        rows = rows.annotate(**_as_change(new_status=F("taker__user__first_name")))
    elif kind == NOTE:
        shared = Coalesce(F("shared_with__name"), Value(""), output_field=TEXT)
        rows = rows.annotate(**_as_change(new_status=F("kind"), reference=shared))
    is_note = kind == NOTE
    return rows.annotate(
        table=Value(kind, output_field=TEXT),
        sealed_note=Cast("text" if is_note else "note", SEALED),
        sealed_contact=Cast("spoke_with", SEALED) if is_note else Value("", output_field=SEALED),
        sealed_title=Cast("corrects_title", SEALED) if is_note else Value("", output_field=SEALED),
        corrected=F("corrects") if is_note else Cast(Value(None), KEY),
    ).values("table", "sealed_note", "sealed_contact", "sealed_title", "corrected", *COLUMNS)


def _of(kind, case):
    """A letter belongs to each case of which it names somebody; everything else to one."""
    if kind == LETTER:
        return Q(subject__in=CaseLetter.objects.of_case(case))
    return Q(**{SUBJECT_CASE.get(kind, "case"): case})


def _as_change(**own):
    """What a note or a handover lacks of the columns of a history."""
    lacking = {name: Value("", output_field=TEXT) for name in ("old_status", "source", "said_by", "reason")}
    if "reference" not in own:  # a handover
        lacking |= {
            "reference": Value("", output_field=TEXT),
            "happened_on": Cast(Value(None), DAY),
            "file": Cast(Value(None), KEY),
        }
    return {**lacking, "subject": F("case"), **own}


def _entry(row, names, corrected, actor):
    kind = row["table"]
    make = _written if kind == NOTE else _passed if kind == HANDOVER else _moved
    return make(row, names, actor)._replace(corrected_by=corrected.get(row["id"]))


def _start(row, title):
    return Entry(
        id=row["id"],
        recorded_at=row["recorded_at"],
        happened_on=row["happened_on"],
        title=title,
        who=row["by__user__first_name"],
        office=row["by__office__name"],
    )


def _moved(row, names, actor):
    kind = row["table"]
    status = STATUSES[kind](row["new_status"]).label
    subject = names[kind].get(row["subject"], BEYOND_THE_LIST.get(kind, ""))
    own_words = reads_words(actor, row["by__office__agency"])
    return _start(row, f"{subject}: {status}" if subject else status)._replace(
        source=Source(row["source"]).label,
        said_by=row["said_by"] if own_words else "",
        note=_opened(row, "note") if own_words else "",
        # The number of a letter or ticket is common ground; a ticket home is only the city's until it says so.
        reference=row["reference"] if own_words or kind in (COORDINATION, LETTER) else "",
        reason=CloseReason(row["reason"]).label if row["reason"] else "",
        file=row["file"] if own_words else None,
    )


def reads_words(actor, agency_id):
    """The city reads every word; an agency only what it wrote itself. What is meant for it comes as a shared note."""
    return actor.role != Role.BP3MI or agency_id == actor.agency_id


def _written(row, names, actor):
    return _start(row, "Koreksi" if row["corrected"] else NoteKind(row["new_status"]).label)._replace(
        note=_opened(row, "text"),
        shared_with=row["reference"],
        spoke_with=_opened(row, "spoke_with", "sealed_contact"),
        is_note=True,
        file=row["file"] if reads_words(actor, row["by__office__agency"]) else None,
        corrects=row["corrected"],
        corrects_title=_opened(row, "corrects_title", "sealed_title"),
    )


def _passed(row, names, actor):
    return _start(row, f"Penanggung jawab: {row['new_status']}")._replace(note=_opened(row, "note"), is_deed=True)


def _opened(row, name, column="sealed_note"):
    return MODELS[row["table"]]._meta.get_field(name).from_db_value(row[column], None, None)
