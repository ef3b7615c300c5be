"""What an office entered itself, what became of each, and what it may do next. A successor finds all of it."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse

from accounts.models import Assignment
from cases import completeness, workflow
from cases.models import Contact, Document, Journey, JourneyChange, Person, Talk
from cases.states.journey import OWN, PAPERS_DONE_WITH, JourneyStatus
from cases.values.choices import Source

TOO_LATE = "Data ini sudah diperiksa kelurahan, jadi tidak bisa ditarik lagi. Hubungi kelurahan."


class Entry(NamedTuple):
    person: Person
    journey: Journey | None
    completeness: completeness.Completeness
    may_withdraw: bool

    @property
    def to_add(self):
        """What this office may still fill in: all before the kelurahan has checked, then what overwrites nothing."""
        if self.may_withdraw:
            return self.completeness.missing
        if self.journey is None or self.journey.status in PAPERS_DONE_WITH:
            return []
        return [label for label in self.completeness.missing if label in completeness.MAY_FOLLOW]

    @property
    def is_returned(self):
        return self.journey is not None and self.journey.status == JourneyStatus.PERLU_PERBAIKAN


class Task(NamedTuple):
    label: str
    url: str


def entered_by_office(actor, holders=None):
    """The newest first, whoever held the office when they were entered; who knows the `holders` gives their keys."""
    if holders is None:  # the keys first, or the database walks the whole register backwards
        holders = list(Assignment.objects.filter(office=actor.office_id).values_list("pk", flat=True))
    return Person.objects.visible_to(actor).filter(registered_by__in=holders).order_by("-pk")


def with_what_is_there(people, actor, journeys=None):
    """Loads with some people what completeness asks for."""
    journeys = Journey.objects.visible_to(actor).latest() if journeys is None else journeys
    return people.prefetch_related(
        Prefetch("journeys", journeys, to_attr="newest"),
        Prefetch("contacts", Contact.objects.visible_to(actor)),
        Prefetch("documents", Document.objects.visible_to(actor)),
    )


def with_all(people, actor):
    """The same, with what became of the newest journey: why it came back, and what the family was told."""
    changes = JourneyChange.objects.filter(subject=OuterRef("pk"), new_status=JourneyStatus.PERLU_PERBAIKAN)
    talks = Talk.objects.visible_to(actor).filter(journey=OuterRef("pk")).order_by("-recorded_at")
    journeys = Journey.objects.visible_to(actor).latest()
    journeys = journeys.annotate(
        returned_because=Subquery(changes.order_by("-recorded_at").values("note")[:1]),
        told_on=Subquery(talks.values("happened_on")[:1]),
        is_told=Subquery(talks.values("is_said")[:1]),
    )
    return with_what_is_there(people, actor, journeys)


def completeness_of(person):
    """Of one loaded with what is there."""
    journey = next(iter(person.newest), None)
    return completeness.of(person, journey, person.contacts.all(), person.documents.all())


def entry_of(person):
    """One of `with_all`."""
    journey = next(iter(person.newest), None)
    return Entry(person, journey, completeness_of(person), journey is not None and journey.status in OWN)


def next_task(own, entries, drafts):
    """The one thing to do now: repair, finish, complete, or enter somebody new."""
    returned = own.filter(latest_status=JourneyStatus.PERLU_PERBAIKAN).first()
    if returned:
        return Task(f"Perbaiki data {returned.name}", returned.get_absolute_url())
    for draft in sorted(drafts, key=lambda draft: draft.expires_on):
        url = reverse("cases:check_registration", args=[draft.pk])
        return Task(f"Selesaikan pendaftaran {draft.name or 'yang belum ada namanya'}", url)
    for entry in sorted(entries, key=lambda entry: not entry.may_withdraw):
        if entry.to_add:
            return Task(f"Lengkapi data {entry.person.name}", entry.person.get_absolute_url())
    return Task("Daftarkan warga", reverse("cases:register"))


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
