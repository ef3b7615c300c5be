"""Who owes whom an answer: every open coordination this actor may see, the most urgent date first."""

from datetime import date
from statistics import median
from typing import NamedTuple

from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils.timezone import localdate

from accounts.models import Agency
from cases.models import CaseNote, Coordination, CoordinationChange
from cases.rules.paging import capped_counts, short
from cases.states.coordination import ANSWER, ANSWERED, SENT, CoordinationStatus

RECENT = 200  # of each agency's requests, those that say how quick it is now


class Total(NamedTuple):
    """Open and late coordinations of one agency; `late` is '' where none is.

    `days` is the median from sending to the first answer among its latest requests, None before any was answered.
    """

    agency: Agency
    number: str
    late: str
    days: float | None


class Contact(NamedTuple):
    """The last word between us and the agency, and by which door it came."""

    on: date
    medium: str


class Entry(NamedTuple):
    link: Coordination
    is_late: bool
    contact: Contact | None
    next_step: str


def entries(actor, *, agency=None, waiting=None):
    """`waiting` is the day before which an answer was due."""
    rows = Coordination.objects.visible_to(actor).open()
    rows = rows.filter(agency=agency) if agency else rows
    rows = rows.overdue(waiting) if waiting else rows
    return rows.select_related("case", "agency").order_by(F("due_on").asc(nulls_last=True), "pk")


def told(links, actor, on):
    """The rows of one page, each with what was last heard and what comes next."""
    contacts = last_contacts(links, actor)
    return [Entry(link, link.is_late(on), contacts.get(link.pk), next_step(link, actor, on)) for link in links]


def next_step(link, actor, on):
    """In the words of the button, or who is waited for."""
    step = next((move for move in link.moves_for(actor) if move.target != CoordinationStatus.DITUTUP), None)
    if step and (step.permission != ANSWER or actor.agency_id):
        return step.label
    return f"Tagih jawaban {link.agency}" if link.is_late(on) else f"Menunggu {link.holder}"


def last_contacts(links, actor):
    """By coordination: the later of the last step since sending and the last message."""
    steps = CoordinationChange.objects.visible_to(actor).filter(subject__in=links, new_status__in=SENT)
    found = {step.subject_id: step for step in _latest(steps, "subject_id")}
    by_agency = {(link.case_id, link.agency_id): link.pk for link in links}
    messages = CaseNote.objects.visible_to(actor).filter(case__in={case for case, _ in by_agency})
    for message in _latest(messages.exclude(shared_with=None), "case_id", "shared_with_id"):
        link = by_agency.get((message.case_id, message.shared_with_id))
        if link and (link not in found or found[link].recorded_at < message.recorded_at):
            found[link] = message
    return {link: Contact(localdate(word.recorded_at), _medium(word.by.office)) for link, word in found.items()}


def _latest(words, *of):
    return words.select_related("by__office").order_by(*of, "-recorded_at").distinct(*of)


def _medium(office):
    if office.is_machine:
        return "tautan atau API"
    return "akun instansi" if office.agency_id else "dicatat kota"


def totals(actor, on):
    """The agencies that owe or were asked something, by name."""
    links = Coordination.objects.visible_to(actor).open()
    agencies = list(Agency.objects.filter(Exists(links.filter(agency=OuterRef("pk")))).order_by("name"))
    open_ones = [links.filter(agency=agency) for agency in agencies]
    counts = capped_counts(*open_ones, *(rows.overdue(on) for rows in open_ones))
    days = days_to_answer(actor, agencies)
    return [
        Total(agency, short(number), short(late) if late else "", days.get(agency.pk))
        for agency, number, late in zip(agencies, counts, counts[len(agencies) :], strict=False)
    ]


def days_to_answer(actor, agencies):
    """By agency, the median of days from sending to its first answer, among its latest requests that had one."""
    latest = [_latest_requests(actor, agency) for agency in agencies]
    taken = {}
    for agency, sent, answered in latest[0].union(*latest[1:], all=True) if latest else ():
        if sent and answered:
            taken.setdefault(agency, []).append((answered - sent).days)
    return {agency: median(days) for agency, days in taken.items()}


def _latest_requests(actor, agency):
    first = Min("history__happened_on", filter=Q(history__new_status=CoordinationStatus.DIKIRIM))
    answer = Min("history__happened_on", filter=Q(history__new_status__in=ANSWERED))
    recent = Coordination.objects.visible_to(actor).filter(agency=agency).order_by("-pk")[:RECENT]
    asked = Coordination.objects.filter(pk__in=recent.values("pk"))
    return asked.order_by().values("pk").annotate(sent=first, answered=answer).values_list("agency", "sent", "answered")
