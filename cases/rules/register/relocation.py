"""Moving a person to another RT: at once inside a kelurahan, by offer and acceptance from one to another."""

from datetime import timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Territory
from cases.models import Person, Relocation
from cases.rules import restriction
from cases.rules.masking import shorten
from cases.rules.person_lock import hold_with_journeys
from cases.rules.register.registration import CHANGED_BY_ANOTHER
from lib.advisory_lock import wait_in_line

Decision, Level = Relocation.Decision, Territory.Level
PERMISSION = "cases.relocate_person"
NEWS = timedelta(days=14)  # so long a refusal stands on the asker's day
ALREADY_WAITING = "Perpindahan warga ini masih menunggu jawaban. Tunggu, atau tarik kembali dulu."
ALREADY_DECIDED = "Perpindahan ini sudah dijawab. Halaman ini menunjukkan jawabannya."
NO_SUCH_PLACE = "Tempat ini tidak bisa dipilih. Muat ulang halaman, lalu pilih lagi."
CHOOSE_RT = "Pilih RT tempat warga ini tinggal sekarang."
SAY_WHY = "Tulis alasannya, supaya kelurahan asal tahu apa yang perlu diperiksa."


class Destinations(NamedTuple):
    """Where a person may go, the likeliest first."""

    successors: list
    neighbours: list
    kelurahan: list

    @property
    def all(self):
        return [*self.successors, *self.neighbours, *self.kelurahan]


def destinations(person, on):
    """RT of the same kelurahan, first those that follow a split one; other kelurahan as a whole: they know their RT."""
    here = person.territory
    valid = Territory.objects.valid(on).exclude(pk=here.pk).order_by("code")
    inside = list(valid.filter(level=Level.RT, code__startswith=f"{here.kelurahan_code}."))
    following = set(here.successors.values_list("pk", flat=True))
    return Destinations(
        successors=[place for place in inside if place.pk in following],
        neighbours=[place for place in inside if place.pk not in following],
        kelurahan=list(valid.filter(level=Level.KELURAHAN).exclude(code=here.kelurahan_code).order_by("name")),
    )


@transaction.atomic
def relocate(person, destination, *, client_uuid, by, on, version, **about):
    """Move the person, or offer them to another kelurahan. Repeating a client_uuid returns what the first call made.

    `about` holds reason, happened_on, address and note.
    """
    wait_in_line(f"relocation:{client_uuid}")
    earlier = Relocation.objects.filter(pk=client_uuid).first()
    if earlier:
        return earlier
    person = _lock(person, by)
    if Relocation.objects.waiting().filter(person=person).exists():
        raise ValidationError(ALREADY_WAITING)
    if person.version != version:
        raise ValidationError(CHANGED_BY_ANOTHER)
    if destination.pk not in [place.pk for place in destinations(person, on).all]:
        raise ValidationError({"destination": NO_SUCH_PLACE})
    made = Relocation.objects.create(
        id=client_uuid, person=person, origin=person.territory, destination=destination, asked_by=by, **about
    )
    if destination.level == Level.RT:
        _settle(made, person, destination, by)
    return made


@transaction.atomic
def accept(relocation, *, by, on, place):
    """The receiving kelurahan takes the person in and says in which RT; from now on only it sees them."""
    relocation = _lock_waiting(relocation, by, relocation.destination)
    if not rt_inside(relocation.destination, on).filter(pk=place.pk).exists():
        raise ValidationError({"place": CHOOSE_RT})
    person = hold_with_journeys(relocation.person)
    restriction.check_change(person)
    return _settle(relocation, person, place, by)


@transaction.atomic
def refuse(relocation, *, by, answer):
    """The receiving kelurahan does not know the person: they stay where they were, and the asker reads why."""
    if not answer:
        raise ValidationError({"answer": SAY_WHY})
    return _close(_lock_waiting(relocation, by, relocation.destination), Decision.DITOLAK, by, answer)


@transaction.atomic
def withdraw(relocation, *, by):
    """The kelurahan that offered thinks better of it."""
    return _close(_lock_waiting(relocation, by, relocation.origin), Decision.DITARIK, by)


def news_for(actor, on):
    """What a kelurahan has to answer, and what others refused to take from it lately."""
    mine = Territory.objects.visible_to(actor)
    refused = Q(decision=Decision.DITOLAK, origin__in=mine, decided_at__date__gt=on - NEWS)
    asked = Relocation.objects.visible_to(actor).filter(Q(decision="", destination__in=mine) | refused)
    return asked.select_related("person__territory").order_by("asked_at")


def rt_inside(kelurahan, on):
    return Territory.objects.inside(kelurahan).valid(on).filter(level=Level.RT).order_by("code")


def name_for(relocation, actor):
    """In full while it waits, so that a desk can recognise the person; afterwards only for who may see the person."""
    sees = actor.territory.contains(relocation.person.territory)
    return relocation.person.name if sees or relocation.is_waiting else shorten(relocation.person.name)


def _lock(person, by):
    held = hold_with_journeys(person)
    if not by.has_perm(PERMISSION) or not Person.objects.visible_to(by).filter(pk=held.pk).exists():
        raise PermissionDenied
    restriction.check_change(held)
    return held


def _lock_waiting(relocation, by, side):
    relocation = Relocation.objects.select_for_update(of=("self",), no_key=True).get(pk=relocation.pk)
    if not by.has_perm(PERMISSION) or not by.territory.contains(side):
        raise PermissionDenied
    if not relocation.is_waiting:
        raise ValidationError(ALREADY_DECIDED)
    return relocation


def _settle(relocation, person, place, by):
    """An address that nobody gave stays as it was, but in another kelurahan it would be nonsense."""
    person.territory = place
    if relocation.address or relocation.destination.level == Level.KELURAHAN:
        person.address = relocation.address
    person.save(update_fields=["territory", "address", "updated_at"])
    relocation.destination = place
    return _close(relocation, Decision.DITERIMA, by)


def _close(relocation, decision, by, answer=""):
    relocation.decision, relocation.answer = decision, answer
    relocation.decided_by, relocation.decided_at = by, timezone.now()
    relocation.save(update_fields=["decision", "answer", "decided_by", "decided_at", "destination"])
    return relocation
