"""Which cases a list shows: the search, the filters, and the counts above it."""

import re
from typing import NamedTuple

from django.db.models import Q

from accounts.models import Role
from cases.models import Case, CasePerson, Contact, Coordination, ForeignNumber, Person
from cases.rules.casework import told_names
from cases.rules.paging import MOST, counts_by_name, short
from cases.states.case import CaseStatus
from cases.states.coordination import WAITING_FOR_AGENCY
from cases.values.choices import Urgency
from cases.values.identity import normalise_nik, normalise_phone

CASE_NUMBER = re.compile(r"[Kk]-\d{4}-\d+")
OPEN, PROPOSED, CLOSED, ALL = "", "usul", "tutup", "semua"
P1, P2, LATE = "Darurat (P1) terbuka", "Mendesak (P2) terbuka", "Jawaban instansi terlambat"
TO_CLOSE = "Diusulkan tutup"
# The filter that each card sets, and its tone.
CARDS = {
    P1: ("urgency=P1", "danger"),
    P2: ("urgency=P2", "warn"),
    LATE: ("waiting=lewat", "danger"),
    TO_CLOSE: ("status=usul", "info"),
}
NOT_LISTED = ("place", "chronology", "reporter_name", "reporter_phone")  # opening what is encrypted takes time


class Row(NamedTuple):
    case: Case
    names: list
    told: list  # whom a reporter named, while nobody of the register is in the case


class Card(NamedTuple):
    label: str
    number: str
    query: str
    tone: str


def filtered(actor, *, q="", status=OPEN, urgency="", country="", agency=None, waiting=""):
    """The cases visible to this actor that fit; open ones by urgency and how long they wait, others newest first."""
    cases = Case.objects.visible_to(actor).defer(*NOT_LISTED)
    if status == OPEN and not q:  # who looks for a number or a name wants to find it closed too
        cases = cases.open().order_by("urgency", "status_since", "pk")
    elif status in (PROPOSED, CLOSED):
        cases = cases.filter(status=CaseStatus.USUL_TUTUP if status == PROPOSED else CaseStatus.DITUTUP)
    exact = {"urgency": urgency, "country": country}
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    if agency or waiting:
        cases = cases.filter(pk__in=_waiting(actor, agency, late_on=waiting or None).values("case"))
    return cases.filter(_matches(q.strip(), actor)) if q.strip() else cases


def _waiting(actor, agency=None, late_on=None):
    rows = Coordination.objects.visible_to(actor)
    rows = rows.filter(agency=agency) if agency else rows
    return rows.overdue(late_on) if late_on else rows.filter(status__in=WAITING_FOR_AGENCY)


def _matches(text, actor):
    """Case number, an agency's number, or a person in it by name, NIK or phone."""
    if CASE_NUMBER.fullmatch(text):
        return Q(number=text.upper())
    numbered = ForeignNumber.objects.visible_to(actor).numbered(text).values_list("coordination__case", flat=True)
    persons = CasePerson.objects.visible_to(actor).filter(_person_matches(text))
    found = [rows.order_by()[:MOST] for rows in (numbered, persons.values_list("case", flat=True))]
    return Q(pk__in=[*found[0].union(found[1]), *_told(text, actor)]) | _reporter_matches(text, actor)


def _told(text, actor):
    return [] if re.search(r"\d", text) else told_names.cases_about(text, actor)


def _person_matches(text):
    for normalise, of in ((normalise_nik, _by_nik), (normalise_phone, _by_phone)):
        try:
            return of(normalise(text))
        except ValueError:
            continue
    return Q(person__in=Person.objects.named_like(text))


def _by_nik(nik):
    return Q(person__in=Person.objects.with_nik(nik))


def _by_phone(phone):
    return Q(person__in=Contact.objects.with_phone(phone).values("person"))


def _reporter_matches(text, actor):
    """Who calls back is known by his number; agencies do not learn who reported."""
    if actor.role == Role.BP3MI or not re.search(r"\d{8}", re.sub(r"\D", "", text)):
        return Q(pk__in=[])
    try:
        return Q(reporter_phone_index__in=Case._meta.get_field("reporter_phone_index").candidates(text))
    except ValueError:
        return Q(pk__in=[])


def counts(actor, on):
    """What asks for attention: the cards above the list, each of them a filter."""
    return cards(counts_by_name(counted(actor, on)))


def counted(actor, on):
    """The cases that each card counts, by its label; another page counts more with them."""
    visible = Case.objects.visible_to(actor)
    cases = visible.open()
    return {
        P1: cases.filter(urgency=Urgency.P1),
        P2: cases.filter(urgency=Urgency.P2),
        LATE: cases.filter(pk__in=_waiting(actor, late_on=on).values("case")),
        TO_CLOSE: visible.filter(status=CaseStatus.USUL_TUTUP),
    }


def cards(counts):
    """Out of all that was counted, those above the list of cases."""
    return [Card(label, short(counts[label]), query, tone) for label, (query, tone) in CARDS.items()]


def with_persons(cases, actor):
    """The cases of one page, each with the names this actor may read and the category a list may say."""
    links = CasePerson.objects.visible_to(actor).filter(case__in=[case.pk for case in cases])
    names = {}
    for case, name in links.values_list("case", "person__name"):
        names.setdefault(case, []).append(name)
    told = told_names.by_case([case.pk for case in cases if case.pk not in names], actor)
    return [Row(case, names.get(case.pk, []), told.get(case.pk, [])) for case in cases]
