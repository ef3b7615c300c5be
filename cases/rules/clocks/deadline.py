"""The running clocks of a case: read off its histories, kept as rows. With its part for reports the only writer.

What a clock is stands in states/deadline.py, how long it runs in DeadlineParameter. Everything here may be repeated:
the rows are what the histories say, whoever asked last.
"""

from datetime import timedelta
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases.models import (
    Case,
    CaseChange,
    CaseLetter,
    CaseLetterChange,
    CaseNote,
    CasePerson,
    CasePersonChange,
    Coordination,
    CoordinationChange,
    Deadline,
    DeadlineMark,
    Report,
    SignedSheet,
)
from cases.rules.clocks import holiday, report_deadline
from cases.rules.clocks.deadline_parameter import parameters
from cases.states.case import OPEN, CaseStatus
from cases.states.deadline import BY_SUBJECT, CLOCKS, OTHERS, DeadlineCode, Subject
from cases.values.clock_run import DONE, run

BATCH = 500
KEY = ("case_id", "code", "coordination_id", "case_person_id", "letter_id")
ALREADY_DONE = "Ini sudah dicatat. Halaman ini menunjukkan keadaan terbaru."
NOT_YET, TOO_EARLY = "Waktu ini belum tiba.", "Ini sebelum tenggatnya mulai. Periksa lagi tanggalnya."
DONE_BY_HAND = "cases.mark_deadline"


def hold(subject):
    """Lock the case of a subject, before the subject itself: whoever moves something in it waits for his turn."""
    pk = getattr(subject, "case_id", None) or (subject.pk if isinstance(subject, Case) else None)
    if isinstance(subject, CaseLetter):
        pk = _home_of(subject)
    return pk and Case.objects.select_for_update(no_key=True).get(pk=pk)


def hold_all(keys):
    """Lock several cases, always in the same order, before anything in them."""
    return list(Case.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def follow(subject):
    """Bring the clocks up to date after something moved. A journey has none."""
    if isinstance(subject, Case):
        refresh([subject])
        report_deadline.refresh(Report.objects.filter(case=subject))  # their urgency is that of the case
    elif isinstance(subject, Report):
        report_deadline.refresh(Report.objects.filter(pk=subject.pk))
    elif isinstance(subject, Coordination):
        refresh([subject.case], coordinations=[subject], persons=[], letters=[])
    elif isinstance(subject, CasePerson):
        refresh([subject.case], coordinations=[], persons=[subject], letters=[])
    elif isinstance(subject, CaseLetter) and subject.number and (home := _home_of(subject)):
        subject.home = home
        refresh(list(Case.objects.filter(pk=home)), coordinations=[], persons=[], letters=[subject])


def _home_of(letter):
    """In which case the clocks of a letter run: its own, or of a group's letter the first of those it names."""
    return letter.case_id or letter.persons.aggregate(first=Min("link__case"))["first"]


def refresh_open():
    """All running clocks anew, some cases and reports at a time: after a change of the calendar or of the lengths."""
    running = Q(status__in=OPEN) | Exists(Deadline.objects.filter(case=OuterRef("pk"), done_at=None))
    found = Case.objects.filter(running).order_by("pk").values_list("pk", flat=True).iterator(BATCH)
    while keys := list(islice(found, BATCH)):
        with transaction.atomic():
            refresh(hold_all(keys))
    waiting = list(report_deadline.unsettled().order_by("pk").values_list("pk", "case"))
    for first in range(0, len(waiting), BATCH):
        batch = waiting[first : first + BATCH]
        with transaction.atomic():
            hold_all([case for _, case in batch if case])
            report_deadline.refresh(Report.objects.filter(pk__in=[pk for pk, _ in batch]))


@transaction.atomic(savepoint=False)
def refresh(cases, *, coordinations=None, persons=None, letters=None):
    """Write what the clocks of these cases say now; of their parts only those named, if any are."""
    whole = coordinations is None and persons is None and letters is None
    if whole:
        coordinations = list(Coordination.objects.filter(case__in=cases))
        persons = list(CasePerson.objects.filter(case__in=cases))
        letters = _letters_of(cases)
    earlier = {_key(row): row for row in Deadline.objects.filter(case__in=cases)}
    parts = coordinations or [], persons or [], letters or []
    marks = _marks({row.pk: row for row in earlier.values()}, parts[-1])
    rows = list(_rows(cases, parts, marks, parameters(), holiday.closed_days()))
    known = {key: row.derived for key, row in earlier.items()}
    Deadline.objects.keep([row for row in rows if row.derived != known.get(_key(row))])
    if whole:
        gone = {key for key, row in earlier.items() if row.done_at is None} - {_key(row) for row in rows}
        Deadline.objects.filter(pk__in=[earlier[key].pk for key in gone]).update(done_at=timezone.now(), paused_at=None)
    _date_answers(parts[0], rows)


def _letters_of(cases):
    """The numbered letters whose clocks run in these cases."""
    own = Q(case__in=cases) | Q(deadlines__case__in=cases)
    home = Coalesce("case", Min("deadlines__case"))
    return list(CaseLetter.objects.issued().filter(own).defer("written", "content").annotate(home=home).order_by("pk"))


def _rows(cases, parts, marks, lengths, closed):
    coordinations, persons, letters = parts
    histories = {
        Subject.CASE: (cases, _events(CaseChange, cases)),
        Subject.COORDINATION: (coordinations, _events(CoordinationChange, coordinations)),
        Subject.PERSON: (persons, _events(CasePersonChange, persons)),
        Subject.LETTER: (letters, _events(CaseLetterChange, letters)),
    }
    answered = _answered(cases)
    by_pk = {case.pk: case for case in cases}
    for kind, (subjects, events) in histories.items():
        for subject in subjects:
            case = subject if kind == Subject.CASE else by_pk[getattr(subject, "home", subject.case_id)]
            happened = events.get(subject.pk, [])
            ends = [(case.status_since, "")] if kind != Subject.CASE and case.status == CaseStatus.DITUTUP else []
            for code in _codes_of(kind, subject):
                told = [(at, DONE) for at in marks.get((kind, subject.pk, code), [])]
                told += [(at, DONE) for at, status in answered.get(case.pk, []) if status in CLOCKS[code].ends_with]
                told += [] if CLOCKS[code].outlives_case else ends
                length = lengths.get((code, case.urgency))
                latest = run(sorted([*happened, *told], key=lambda event: event[0]), CLOCKS[code])
                if latest and length and length.amount:
                    yield _row(case, kind, subject, length, latest, closed)


def _codes_of(kind, subject):
    """Not every letter has a sheet that others rely on."""
    is_kept = kind == Subject.LETTER and not subject.spec.by_hand
    return [code for code in BY_SUBJECT[kind] if not (is_kept and code == DeadlineCode.LEMBAR_SURAT)]


def _row(case, kind, subject, length, latest, closed):
    return Deadline.of_run(
        latest,
        length,
        closed,
        case_id=case.pk,
        coordination_id=subject.pk if kind == Subject.COORDINATION else None,
        case_person_id=subject.pk if kind == Subject.PERSON else None,
        letter_id=subject.pk if kind == Subject.LETTER else None,
        urgency=case.urgency,
    )


def _key(row):
    return tuple(getattr(row, name) for name in KEY)


def _events(model, subjects):
    """(moment, state) by subject, in the order in which we learned of them."""
    found = {}
    changes = model.objects.filter(subject__in=subjects) if subjects else model.objects.none()
    for pk, at, status in changes.order_by("recorded_at").values_list("subject", "recorded_at", "new_status"):
        found.setdefault(pk, []).append((at, status))
    return found


def _answered(cases):
    """When anything about a case was sent to an agency, by case."""
    wanted = frozenset().union(*(clock.ends_with for clock in CLOCKS.values()))
    changes = CoordinationChange.objects.filter(subject__case__in=cases, new_status__in=wanted).order_by()
    found = {}
    for pk, at, status in changes.values_list("subject__case", "recorded_at", "new_status"):
        found.setdefault(pk, []).append((at, status))
    return found


def _marks(known, letters):
    """When somebody said that it was done, by subject and clock; of a signed sheet, when its first scan was kept.

    `known` are the clocks that have run, by key: nothing else can be marked.
    """
    found = {}
    sheets = SignedSheet.objects.filter(letter__in=letters, version=1) if letters else ()
    for sheet in sheets:
        found[Subject.LETTER, sheet.letter_id, DeadlineCode.LEMBAR_SURAT] = [sheet.recorded_at]
    marks = DeadlineMark.objects.filter(deadline__in=known).order_by("at")
    for at, deadline in marks.values_list("at", "deadline"):
        found.setdefault(_marked(known[deadline]), []).append(at)
    return found


def _marked(row):
    if row.coordination_id:
        return Subject.COORDINATION, row.coordination_id, row.code
    if row.case_person_id:
        return Subject.PERSON, row.case_person_id, row.code
    return Subject.CASE, row.case_id, row.code


def _date_answers(coordinations, rows):
    """The day until which an agency's answer is awaited stands in the coordination, where lists sort by it."""
    running = [row for row in rows if row.coordination_id and row.holder in OTHERS]
    awaited = {row.coordination_id: row.due_on for row in running if not (row.done_at or row.paused_at)}
    changed = [row for row in coordinations if row.due_on != awaited.get(row.pk)]
    for coordination in changed:
        coordination.due_on = awaited.get(coordination.pk)
    Coordination.objects.bulk_update(changed, ["due_on"])


@transaction.atomic
def mark_done(deadline, *, by, at, seen, client_uuid, note="", permission=DONE_BY_HAND):
    """Say that something was done which no state tells of. Of two who say so at once, the second is told.

    `seen` is when the clock on the page had begun: a family that was rung a minute ago is not rung again.
    """
    if DeadlineMark.objects.filter(pk=client_uuid).exists():
        return deadline
    case = hold(deadline)
    deadline = Deadline.objects.get(pk=deadline.pk)
    by.require(permission)
    if not deadline.is_by_hand or deadline.done_at or deadline.started_at.isoformat() != seen:
        raise ValidationError(ALREADY_DONE)
    if at > timezone.now():
        raise ValidationError({"at": NOT_YET})
    if timezone.localdate(at) < timezone.localdate(deadline.started_at):
        raise ValidationError({"at": TOO_EARLY})
    at = max(at, deadline.started_at + timedelta(microseconds=1))
    DeadlineMark.objects.create(id=client_uuid, deadline=deadline, by=by, at=at, note=note)
    told = f"{deadline.get_code_display()}: sudah dilakukan. {note}".strip()
    CaseNote.objects.create(client_uuid=client_uuid, case=case, text=told, by=by)
    refresh([case])
    deadline.refresh_from_db()
    return deadline
