"""One NIK, two entries: who decides, and what becomes of what was typed (domain.md §9, situations 1 and 2)."""

import uuid
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Territory
from cases.models import Contact, NikConflict, Person
from cases.rules import restriction
from cases.rules.coordination import consent
from cases.rules.doubles import contact_twin, nik_question
from cases.rules.masking import shorten
from cases.rules.offers import talk
from cases.rules.person_lock import hold
from cases.rules.register import draft_photo, duplicates, registration
from cases.values.choices import NikStatus, NoNikReason, Sex

Decision = NikConflict.Decision
DATES = ("birth_date", "planned_on", "departed_on", "returned_on", "contract_ends_on", "expires_on")


@transaction.atomic
def decide(conflict, decision, *, by, reason):
    """Settle a conflict or ask back. Nothing typed is lost: it becomes a journey of the one, or a person of its own.

    Raises ValidationError where somebody decided before, PermissionDenied for who sees only one of the two sides.
    """
    conflict = NikConflict.objects.select_for_update(of=("self",), no_key=True).get(pk=conflict.pk)
    if not conflict.is_open:
        raise ValidationError(duplicates.ALREADY_DECIDED)
    if decision in NikConflict.FINAL and not may_decide(conflict, by):
        raise PermissionDenied
    if decision == Decision.SAMA:
        conflict.joined = _join(conflict, by)
    elif decision == Decision.LAIN:
        _separate(conflict, by)
    else:
        nik_question.ask(conflict, by=by, text=reason)
    conflict.decision, conflict.reason = decision, reason
    conflict.decided_by, conflict.decided_at = by, timezone.now()
    conflict.save(update_fields=["decision", "reason", "decided_by", "decided_at", "joined"])
    return conflict


def may_decide(conflict, actor):
    """Who sees both sides: the kelurahan where both live, else Disnaker. Half a picture decides about nobody."""
    return all(actor.territory.contains(place) for place in (conflict.person.territory, conflict.territory))


class Side(NamedTuple):
    """One of the two entries, as far as this actor may see it."""

    title: str
    name: str
    sex: str
    birth_date: date | None
    birth_year: int | None
    territory: Territory
    person: Person | None = None


def sides(conflict, actor):
    """The recorded person and the new entry, side by side; of the one who lives elsewhere only enough to compare."""
    one, entry = conflict.person, conflict.entry["person"]
    lives_here, typed_here = (actor.territory.contains(place) for place in (one.territory, conflict.territory))
    born = date.fromisoformat(entry["birth_date"]) if entry.get("birth_date") else None
    return [
        _side("Sudah tercatat", one, one.name, one.sex, one.birth_date, one.territory, lives_here),
        _side("Isian baru", None, entry["name"], entry.get("sex", ""), born, conflict.territory, typed_here),
    ]


def _side(title, person, name, sex, born, territory, in_full):
    return Side(
        title,
        name if in_full else shorten(name),
        dict(Sex.choices).get(sex, "belum tahu"),
        born if in_full else None,
        born.year if born else None,
        territory,
        person if in_full else None,
    )


def _join(conflict, by):
    """Returns the keys of what was added, to be taken back by `nik_conflict_undo`; of a contact known before, None."""
    entry = conflict.entry
    person = hold(conflict.person)
    restriction.check_change(person)
    names = _add_names(person, conflict)
    typed = consent.said(entry.get("consents", {}), by=conflict.reported_by, at=conflict.reported_at)
    answers = consent.join(person, typed)
    known = set(person.contacts.values_list("pk", flat=True))
    contacts = [registration.add_contact(person, **contact) for contact in entry["contacts"]]
    shared = _share_notes(contacts, entry["contacts"])
    documents = [
        registration.add_document(person, client_uuid=uuid.uuid4(), by=by, **with_dates(document)).pk
        for document in entry.get("documents", [])
    ]
    journey = registration.add_journey(
        person,
        by=by,
        happened_on=date.fromisoformat(entry["happened_on"]),
        source=entry["source"],
        status=entry["status"],
        **with_dates(entry["journey"]),
    )
    talk.hand_over(conflict, journey)
    if not consent.refuses_photos(person):
        draft_photo.of_conflict_to(person, conflict)
    contacts = [None if contact.pk in known else contact.pk for contact in contacts]
    added = {"journey": journey.pk, "contacts": contacts, "documents": documents, "shared": shared}
    return added | {"names": names, "answers": answers}


def _share_notes(contacts, typed):
    """Of a number known before, what was typed about it. Returns which fields took something, by the place typed."""
    pairs = enumerate(zip(contacts, typed, strict=True))
    added = {place: list(contact_twin.take_over(contact, Contact(**fields))) for place, (contact, fields) in pairs}
    return {str(place): names for place, names in added.items() if names}


def typed_names(conflict):
    typed = conflict.entry["person"]
    said = [typed["name"], typed.get("passport_name", ""), *typed.get("other_names", [])]
    return list(dict.fromkeys(filter(None, said)))


def _add_names(person, conflict):
    """The other spelling finds the same human next time. Returns the places of the new ones: names stay sealed."""
    typed, known = typed_names(conflict), person.names
    new = [place for place, name in enumerate(typed) if name not in known]
    call(person, [*person.other_names, *(typed[place] for place in new)])
    return new


def call(person, other_names):
    """Nothing else of the record is written: its newest journey is kept up by the database."""
    person.other_names = other_names
    person.save(update_fields=["other_names", "search_name", "name_keys", "updated_at"])


def _separate(conflict, by):
    entry = conflict.entry
    rest = {name: entry[name] for name in ("contacts", "source", "status")}
    made = registration.create(
        client_uuid=uuid.uuid4(),
        person=without_nik(conflict),
        journey=with_dates(entry["journey"]),
        by=by,
        happened_on=date.fromisoformat(entry["happened_on"]),
        documents=[with_dates(document) for document in entry.get("documents", [])],
        consents=entry.get("consents", {}),
        **rest,
    )
    talk.hand_over(conflict, made.journeys.get())
    draft_photo.of_conflict_to(made, conflict)


def without_nik(conflict):
    """Somebody else, as typed: recorded without the mistyped NIK, and marked so that it is asked for again."""
    return with_dates(conflict.entry["person"]) | {
        "territory": conflict.territory,
        "nik": None,
        "no_nik_reason": NoNikReason.TIDAK_TAHU,
        "nik_status": NikStatus.TIDAK_COCOK,
    }


def with_dates(fields):
    return {
        name: date.fromisoformat(value) if name in DATES and value not in (None, "None", "") else value
        for name, value in fields.items()
    }
