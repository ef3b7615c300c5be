"""Taking "the same person" back: who was typed as somebody else gets a record of his own, and his journey with it."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from cases.models import Contact, Document, DuplicatePair, Journey, NikConflict
from cases.rules import restriction
from cases.rules.coordination import consent
from cases.rules.doubles import contact_twin, nik_conflict
from cases.rules.person_lock import hold_with_journeys
from cases.rules.register import draft_photo, duplicates, registration
from lib.clock import today

NOT_JOINED = "Keputusan ini sudah dibatalkan."
TOO_LATE = "Keputusan ini sudah lebih dari 30 hari, jadi tidak bisa dibatalkan lagi. Hubungi Disnaker."
NOT_KEPT = "Keputusan ini dibuat sebelum portal mencatat apa saja yang disatukan, jadi tidak bisa dibatalkan di sini."
GONE = "Perjalanan dari isian itu tidak lagi tercatat pada warga ini. Periksa dulu data warga itu."
IN_A_CASE = "Perjalanan dari isian itu sudah tercatat dalam kasus. Minta Disnaker melepasnya dari kasus itu dulu."


@transaction.atomic
def take_back(conflict, *, by, reason, now):
    """Decide anew that they are two: the one as before, the other with all that came of the entry since.

    The journey moves with its history, visits and talks instead of being written again; of the papers and numbers
    those go along which the first decision added. Raises ValidationError with what stands in the way.
    """
    conflict = NikConflict.objects.select_for_update(of=("self",), no_key=True).get(pk=conflict.pk)
    if not nik_conflict.may_decide(conflict, by):
        raise PermissionDenied
    if not conflict.may_be_taken_back(now):
        raise ValidationError(TOO_LATE if conflict.decision == NikConflict.Decision.SAMA else NOT_JOINED)
    if conflict.joined is None:
        raise ValidationError(NOT_KEPT)
    one = hold_with_journeys(conflict.person)
    restriction.check_change(one)
    journey = _journey_of(conflict, one)
    other = _recorded_apart(conflict, by)
    _carry(conflict.joined, journey, one, other)
    _forget_what_was_added(conflict, one, other)
    draft_photo.of_conflict_to(other, conflict)
    duplicates.note(other, DuplicatePair.Found.REGISTRATION, today())
    conflict.decision, conflict.reason = NikConflict.Decision.LAIN, reason
    conflict.decided_by, conflict.decided_at, conflict.joined = by, now, None
    conflict.save(update_fields=["decision", "reason", "decided_by", "decided_at", "joined"])
    return other


def earlier_decisions(conflict):
    """What was decided before and is not so any more, the newest first."""
    found = conflict.events.filter(decision=NikConflict.Decision.SAMA)
    return found.select_related("decided_by__user", "decided_by__office").order_by("-pgh_id")


def _journey_of(conflict, one):
    journey = Journey.objects.filter(pk=conflict.joined["journey"], person=one).first()
    if journey is None:
        raise ValidationError(GONE)
    if journey.case_persons.exists():
        raise ValidationError(IN_A_CASE)
    return journey


def _recorded_apart(conflict, by):
    """The one who was typed, so far with the numbers that the other has as well."""
    entry = conflict.entry
    shared = [contact for contact, key in zip(entry["contacts"], conflict.joined["contacts"], strict=True) if not key]
    return registration.create_person(
        client_uuid=uuid.uuid4(),
        person=nik_conflict.without_nik(conflict),
        by=by,
        contacts=shared,
        consents=entry.get("consents", {}),
    )


def _forget_what_was_added(conflict, one, other):
    """Names, answers, notes about a number; of decisions made before these were kept there are none."""
    typed = nik_conflict.typed_names(conflict)
    names = [typed[place] for place in conflict.joined.get("names", [])]
    nik_conflict.call(one, [name for name in one.other_names if name not in names])
    if "answers" in conflict.joined:
        consent.part(one, other, conflict.joined["answers"], since=conflict.decided_at)
    for place, fields in conflict.joined.get("shared", {}).items():
        typed = conflict.entry["contacts"][int(place)]
        contact = contact_twin.find(Contact(**typed), one.contacts.all())
        if contact:
            contact_twin.forget(contact, {name: typed[name] for name in fields})


def _carry(joined, journey, one, other):
    keys = [key for key in joined["contacts"] if key]
    Contact.objects.filter(pk__in=keys, person=one).update(person=other)
    Document.objects.filter(Q(pk__in=joined["documents"]) | Q(journey=journey), person=one).update(person=other)
    Journey.objects.filter(pk=journey.pk).update(person=other)
