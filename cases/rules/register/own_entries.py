"""What an office entered itself, what became of each, and what it may do next. A successor finds all of it."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import Case, F, OuterRef, Prefetch, Subquery, When
from django.db.models.functions import JSONObject
from django.urls import reverse

from accounts.models import Assignment, Office, territory_scope
from cases.models import Contact, Document, Journey, JourneyChange, Person, PersonMerge, Talk
from cases.rules import workflow
from cases.rules.day import Link
from cases.rules.paging import MOST
from cases.rules.register import completeness, repair
from cases.states.journey import OWN, PAPERS_DONE_WITH, JourneyStatus
from cases.values.choices import Source

SHOWN_JOINED = 25
TOO_LATE = "Data ini sudah diperiksa kelurahan, jadi tidak bisa ditarik lagi. Hubungi kelurahan."


class Entry(NamedTuple):
    person: Person
    journey: Journey | None
    completeness: completeness.Completeness
    may_withdraw: bool
    to_add: list  # what this office is asked to fill in
    repairs: list  # where what came back is put right

    @property
    def is_returned(self):
        return self.journey is not None and self.journey.status == JourneyStatus.PERLU_PERBAIKAN


class Joined(NamedTuple):
    person: Person  # its key alone
    name: str
    at: datetime


def entered_by_office(actor, holders=None):
    """The newest first, whoever held the office when they were entered; who knows the `holders` gives their keys."""
    if holders is None:  # the keys first, or the database walks the whole register backwards
        holders = list(Assignment.objects.filter(office=actor.office_id).values_list("pk", flat=True))
    return Person.objects.visible_to(actor).filter(registered_by__in=holders).order_by("-pk")


def joined(actor, **which):
    """An own entry that an officer has joined to another record, or None."""
    own = Person.objects.filter(territory_scope(actor, "territory"), registered_by__office=actor.office_id)
    return own.filter(**which).exclude(merged_into=None).first()


def office_of(actor, now):
    """The actor's office in one question: `holders` are the keys of all who have held it, `joined` what an officer
    joined lately of what they entered, so that nobody looks for an entry that is gone without a word."""
    own = territory_scope(actor, "merged__territory")
    young = PersonMerge.objects.young(now).filter(own, merged__registered_by__office=OuterRef("pk")).order_by("-at")
    row = JSONObject(pk=F("merged"), name=F("merged__name"), at=F("at"))
    office = Office.objects.annotate(
        holders=ArraySubquery(Assignment.objects.filter(office=OuterRef("pk")).values("pk")),
        joined=ArraySubquery(young.values(row=row)[:SHOWN_JOINED]),
    ).get(pk=actor.office_id)
    office.joined = [
        Joined(Person(pk=one["pk"]), one["name"], datetime.fromisoformat(one["at"])) for one in office.joined
    ]
    return office


def with_what_is_there(people, actor, journeys=None, documents=None):
    """Loads with some people what completeness asks for."""
    journeys = Journey.objects.visible_to(actor).latest() if journeys is None else journeys
    documents = Document.objects.visible_to(actor) if documents is None else documents
    return people.prefetch_related(
        Prefetch("journeys", journeys, to_attr="newest"),
        Prefetch("contacts", Contact.objects.visible_to(actor)),
        Prefetch("documents", documents),
    )


def with_all(people, actor):
    """The same, with what became of the newest journey: why it came back, and what the family was told."""
    changes = JourneyChange.objects.filter(subject=OuterRef("pk"), new_status=JourneyStatus.PERLU_PERBAIKAN)
    talks = Talk.objects.visible_to(actor).filter(journey=OuterRef("pk")).order_by("-recorded_at")
    journeys = Journey.objects.visible_to(actor).latest()
    journeys = journeys.annotate(
        returned_because=Subquery(changes.order_by("-recorded_at").values("note")[:1]),
        returned_reason=Subquery(changes.order_by("-recorded_at").values("reason")[:1]),
        told_on=Subquery(talks.values("happened_on")[:1]),
        is_told=Subquery(talks.values("is_said")[:1]),
    )
    documents = repair.with_replaceable(Document.objects.visible_to(actor), actor)
    return with_what_is_there(people, actor, journeys, documents)


def completeness_of(person):
    """Of one loaded with what is there."""
    journey = next(iter(person.newest), None)
    return completeness.of(person, journey, person.contacts.all(), person.documents.all())


def entries_of(people, actor):
    """Of some `with_all`."""
    return [_entry_of(person, actor) for person in people]


def _entry_of(person, actor):
    journey, found = next(iter(person.newest), None), completeness_of(person)
    return Entry(
        person,
        journey,
        found,
        may_withdraw=journey is not None and journey.status in OWN,
        to_add=completeness.asked_of(actor, found.gaps, journey.status if journey else ""),
        repairs=repair.ways(person, journey, journey.returned_reason, person.documents.all()) if journey else [],
    )


def next_task(own, entries, drafts, actor):
    """The one thing to do now among all the office has entered: repair, finish, complete, or enter somebody new.

    `entries` are those a page shows: only they know the shortest way to a repair.
    """
    waiting = most_pressing(own, actor)
    if waiting and waiting.status == JourneyStatus.PERLU_PERBAIKAN:
        ways = [way.url for entry in entries if entry.person == waiting.person for way in entry.repairs]
        return Link(f"Perbaiki data {waiting.person.name}", next(iter(ways), waiting.get_absolute_url()))
    for draft in sorted(drafts, key=lambda draft: draft.expires_on):
        url = reverse("cases:check_registration", args=[draft.pk])
        return Link(f"Selesaikan pendaftaran {draft.name or 'yang belum ada namanya'}", url)
    if waiting:
        return Link(f"Lengkapi data {waiting.person.name}", f"{waiting.get_absolute_url()}#kelengkapan")
    return Link("Daftarkan warga", reverse("cases:register"))


def most_pressing(own, actor):
    """What came back; else, of those in which something is asked for, the newest the kelurahan has not checked."""
    newest = own.exclude(latest_status__in=PAPERS_DONE_WITH).values("pk")[:MOST]
    journeys = Journey.objects.visible_to(actor).filter(person__in=newest).latest()
    returned = journeys.filter(status=JourneyStatus.PERLU_PERBAIKAN)
    rank = Case(When(status=JourneyStatus.PERLU_PERBAIKAN, then=0), When(status__in=OWN, then=1), default=2)
    found = (returned | completeness.lacking(journeys, actor)).order_by(rank, "-person_id")
    return found.select_related("person").first()


def withdraw(person, *, by, reason, on):
    """Take back an own entry the kelurahan has not looked at yet. It stays, with its history, as called off.

    Doing it again changes nothing. Raises ValidationError where it is too late.
    """
    journey = Journey.objects.visible_to(by).filter(person=person).latest().first()
    if journey is not None and journey.status == JourneyStatus.BATAL:
        return journey
    if journey is None or journey.status not in OWN:
        raise ValidationError(TOO_LATE)
    return workflow.move(journey, JourneyStatus.BATAL, by=by, happened_on=on, source=Source.RT, note=reason)
