"""What one reader sees of one case: its persons, its coordinations, its line of events, and the steps open to him."""

from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.text import capfirst

from accounts.models import Role
from cases.models import (
    Case,
    CaseMember,
    CasePerson,
    CaseTie,
    Coordination,
    Document,
    ForeignNumber,
    GroupEvent,
    Report,
    ReportMessage,
    Sharing,
    SharingBasis,
    StoredFile,
)
from cases.rules.casework import case_lines, case_persons, timeline, told_names
from cases.rules.clocks import case_clocks
from cases.rules.coordination import agency_persons
from cases.rules.masking import case_parts_for
from cases.states.case import CaseStatus
from cases.states.case_person import EXITS, WITH_FAMILY, CasePersonStatus
from cases.states.coordination import CoordinationStatus
from cases.values.foreign_number import NumberKind

# Steps off the straight way, and ends that are no solution: they wait behind "Langkah lain".
ASIDE = {
    timeline.CASE: {CaseStatus.DITUNDA},
    timeline.PERSON: {CasePersonStatus.DITUNDA, *EXITS},
    timeline.COORDINATION: {CoordinationStatus.DITUTUP},
}


MOST_REPORTS = 20


class Number(NamedTuple):
    """What the agency calls our request."""

    kind: str
    number: str

    @property
    def name(self):
        return capfirst(NumberKind(self.kind).label)


class Subject(NamedTuple):
    """Something with a status on the page, with the steps that this reader may take now."""

    kind: str
    row: Case | CasePerson | Coordination
    moves: list
    is_late: bool = False
    sharings: tuple = ()  # of a coordination: what left for the agency
    is_over: bool = False  # of a coordination: all are back with their families, so that its end is the next step
    numbers: tuple = ()  # of a coordination, the oldest first

    @property
    def first_moves(self):
        return [move for move in self.moves if self.is_over or move.target not in ASIDE[self.kind]]

    @property
    def other_moves(self):
        return [move for move in self.moves if not self.is_over and move.target in ASIDE[self.kind]]

    @property
    def rests_on_consent(self):
        return any(shared.by_consent for shared in self.sharings)

    @property
    def key(self):
        return f"{self.kind}-{self.row.pk}"


class Turn(NamedTuple):
    """Who holds the ball, and until when."""

    holder: str
    due_on: object = None
    is_late: bool = False


class CasePage(NamedTuple):
    case: Case
    subject: Subject
    persons: list
    first_persons: list  # of many, whom to look at first; else all
    person_counts: list  # of many, how they stand
    coordinations: list
    letters: list
    fundings: list
    funding_sum: int
    shares: tuple  # of the money: by payer, by leg
    team: dict
    has_handler_left: bool
    line: timeline.Line
    ties: list
    groups: list
    turn: Turn
    parts: set
    papers: list
    categories: list
    clocks: list
    reports: list
    told_names: list  # whom the reporters named, while nobody of the register is in it
    is_close: bool  # in the team, or the head


def load(case, actor, on, *, only="", page=1, opened=""):
    """`opened` is the step whose form stands open: whom it is about is shown, however many they are."""
    persons = persons_of(case, actor)
    coordinations = coordinations_of(case, actor)
    team = team_of(case, actor)
    letters, fundings = case_lines.letters_of(case, actor), case_lines.fundings_of(case, actor)
    shared = sharings_of(coordinations, actor, on)
    is_over = bool(persons) and all(link.status in WITH_FAMILY for link in persons)
    reports = reports_of(case, actor)
    named = names_of(case, persons, coordinations, letters, fundings)
    return CasePage(
        case=case,
        subject=Subject(timeline.CASE, case, case.moves_for(actor)),
        **_persons(persons, actor, opened),
        coordinations=[
            Subject(
                timeline.COORDINATION,
                link,
                link.moves_for(actor),
                link.is_late(on),
                shared[link.pk],
                is_over,
                [Number(**row) for row in link.number_rows],
            )
            for link in coordinations
        ],
        letters=letters,
        fundings=fundings,
        funding_sum=case_lines.sum_of(fundings),
        shares=tuple(case_lines.shares_of(fundings, what) for what in ("payer_name", "label")),
        team=team,
        has_handler_left=case.handler.has_ended(on),
        line=timeline.load(case, actor, named, only=only, page=page),
        ties=ties_of(case, actor),
        groups=list(dict.fromkeys(link.group for link in persons if link.group)),
        turn=turn_of(case, coordinations, on),
        parts=case_parts_for(actor),
        papers=papers_of(persons, actor),
        clocks=case_clocks.clocks_of(case, actor, timezone.now(), persons, coordinations, letters),
        categories=case.categories_for(actor, team),
        reports=reports,
        told_names=[] if persons else told_names.names_of(reports),
        is_close=actor.role == Role.KADIS or actor.office_id in team,
    )


def persons_on(case, actor):
    """All of them, each with the steps open to this reader."""
    return [Subject(timeline.PERSON, link, link.moves_for(actor)) for link in persons_of(case, actor)]


def _persons(links, actor, opened):
    subjects = [Subject(timeline.PERSON, link, link.moves_for(actor)) for link in links]
    if len(subjects) <= case_persons.FEW:
        return {"persons": subjects, "first_persons": subjects, "person_counts": []}
    chosen = [subject for subject in subjects if opened.startswith(f"{subject.key}-")]
    first = chosen + [subject for subject in case_persons.first_to_look_at(subjects) if subject not in chosen]
    counts = case_persons.counts_of(links)
    return {"persons": subjects, "first_persons": first[: case_persons.FEW], "person_counts": counts}


def with_parts(cases, actor):
    """Cases that bring their team, clocks and the like along: a page has only so many questions (contract §6)."""
    cases = timeline.with_corrections(case_clocks.with_clocks(cases, actor), actor)
    return case_lines.with_lines(cases, actor).annotate(
        team=ArraySubquery(_team(actor).filter(case=OuterRef("pk")).values(row=JSONObject(pk="office", name="name"))),
        has_reports=Exists(Report.objects.visible_to(actor).filter(case=OuterRef("pk"))),
    )


def team_of(case, actor):
    """The offices that may read this case: their names by key, in the order they joined."""
    rows = case.team if hasattr(case, "team") else _team(actor).filter(case=case).values("name", pk=F("office"))
    return {row["pk"]: row["name"] for row in rows or ()}  # NULL where a reader may see none at all


def _team(actor):
    return CaseMember.objects.visible_to(actor).annotate(name=F("office__name"))


def reports_of(case, actor):
    """What families told us about it, each with a thread of its own and with the photos they sent."""
    if not actor.has_perm("cases.view_report") or not getattr(case, "has_reports", True):
        return []
    photos = StoredFile.objects.visible_to(actor).filter(message__report=OuterRef("pk")).order_by("recorded_at", "pk")
    reports = (
        Report.objects.visible_to(actor)
        .filter(case=case)
        .annotate(
            photos=ArraySubquery(photos.values("pk")),
            has_open_place=Exists(ReportMessage.objects.with_open_place().filter(report=OuterRef("pk"))),
        )
    )
    return list(reports.order_by("received_at", "pk")[:MOST_REPORTS])


def coordinations_of(case, actor):
    """Each knows its case, and its numbers, without asking again."""
    numbers = ForeignNumber.objects.filter(coordination=OuterRef("pk")).order_by("pk")
    rows = numbers.values(row=JSONObject(kind="kind", number="number"))
    links = Coordination.objects.visible_to(actor).filter(case=case).select_related("agency")
    links = list(links.annotate(number_rows=ArraySubquery(rows)))
    for link in links:
        link.case = case
    return links


def sharings_of(coordinations, actor, on):
    """By coordination, the newest first, each with what became of its reply link."""
    by_link = {link.pk: [] for link in coordinations}
    resting = SharingBasis.objects.by_consent().filter(sharing=OuterRef("pk"), withdrawn_at=None)
    rows = Sharing.objects.visible_to(actor).filter(coordination__in=by_link).annotate(by_consent=Exists(resting))
    for row in rows.select_related("link"):
        row.link_state = row.link.state(on) if row.link else ""
        row.is_late = bool(row.link) and row.link.has_run_out(on)
        by_link[row.coordination_id].append(row)
    return by_link


def persons_of(case, actor):
    """In the order they came in; each knows its case without asking again."""
    persons = CasePerson.objects.visible_to(actor).filter(case=case).select_related("person", "group")
    persons = list(persons.annotate(is_group_shut=Q(group__in=GroupEvent.objects.partly_shut(actor))))
    for link in persons:
        link.case, link.shown_place = case, agency_persons.place_for(link, actor)
        if link.is_group_shut:
            link.group.without_story()
    return persons


def names_of(case, persons, coordinations, letters, fundings):
    """What the line of events calls its subjects."""
    return {
        timeline.CASE: {case.pk: "Kasus"},
        timeline.PERSON: {link.pk: link.person.name for link in persons},
        timeline.COORDINATION: {link.pk: link.agency.name for link in coordinations},
        timeline.LETTER: {letter.key: letter.name for letter in letters},
        timeline.FUNDING: {funding.key: f"Biaya {funding.label}" for funding in fundings},
    }


def entry_of(case, actor, key):
    """One entry of the line of events, or None where there is none for this reader."""
    coordinations = Coordination.objects.visible_to(actor).filter(case=case).select_related("agency")
    lines = case_lines.letters_of(case, actor), case_lines.fundings_of(case, actor)
    names = names_of(case, persons_of(case, actor), coordinations, *lines)
    return timeline.find(case, actor, key, names)


def ties_of(case, actor):
    """The cases that belong to this one, each with why; only those this reader may see."""
    return [(tie, tie.other(case)) for tie in CaseTie.objects.visible_to(actor).of(case)]


def papers_of(persons, actor):
    """The papers of these persons that somebody has handed in a picture of."""
    if not actor.has_perm("cases.view_document"):
        return []
    papers = Document.objects.visible_to(actor).filter(person__in=[link.person_id for link in persons])
    return list(papers.with_file_count().filter(file_count__gt=0).order_by("person", "kind"))


def turn_of(case, coordinations, on):
    """The nearest deadline decides; without one, whoever has something open on his desk; else the case officer."""
    if case.status == CaseStatus.DITUTUP:
        return None
    dated = sorted((link for link in coordinations if link.due_on), key=lambda link: link.due_on)
    for link in dated:
        return Turn(link.holder, link.due_on, link.is_late(on))
    if case.status == CaseStatus.USUL_TUTUP:
        return Turn(Role.KADIS.label)
    return next((Turn(link.holder) for link in coordinations if link.holder), Turn(Role.DISNAKER.label))


def find_step(page, key):
    """The subject and step that `orang-12-ASESMEN` names, if this reader may take it now; else (None, None)."""
    for subject in (page.subject, *page.persons, *page.coordinations):
        for move in subject.moves:
            if key == f"{subject.key}-{move.target}":
                return subject, move
    return None, None
