"""Entering a resident once: the deed behind the registration form, the import and the demo city."""

import json
from typing import NamedTuple

from django.db import transaction

from cases import workflow
from cases.models import Contact, Document, Journey, NikConflict, Person
from cases.states.journey import JourneyStatus
from cases.values.choices import DocumentKind, Relation


class Registered(NamedTuple):
    """What became of an entry: a person, or a conflict handed to the kelurahan."""

    person: Person | None
    conflict: NikConflict | None = None
    is_new: bool = True


def find_earlier(client_uuid):
    """What this very form became when it was sent before, or None: a repeated POST changes nothing."""
    person = Person.objects.filter(client_uuid=client_uuid).first()
    if person:
        return Registered(person, is_new=False)
    conflict = NikConflict.objects.filter(client_uuid=client_uuid).first()
    return Registered(None, conflict, is_new=False) if conflict else None


@transaction.atomic
def register(*, client_uuid, person, journey, by, happened_on, source, contacts=(), passport="", status=None):
    """Make a person with one journey, contacts and passport; or, where the NIK is taken, a conflict for the kelurahan.

    `person` and `journey` are field values as the form cleaned them, `contacts` dicts for Contact. `status` is the
    state the journey begins in (people already abroad); by default TERDATA_RT. Repeating a client_uuid returns what the
    first call made.
    """
    earlier = find_earlier(client_uuid)
    if earlier:
        return earlier
    owner = Person.objects.with_nik(person["nik"]).first() if person.get("nik") else None
    if owner:
        return Registered(None, _hand_to_kelurahan(owner, client_uuid, person, journey, by))
    made = Person(client_uuid=client_uuid, registered_by=by, **person)
    made.full_clean(exclude=["nik", "nik_index", "search_name"])  # the index is written by save()
    made.save()
    for contact in contacts:
        Contact.objects.create(person=made, **contact)
    if passport:
        Document.objects.create(person=made, kind=DocumentKind.PASPOR, number=passport)
    add_journey(made, by=by, happened_on=happened_on, source=source, status=status, **journey)
    return Registered(made)


@transaction.atomic
def add_journey(person, *, by, happened_on, source, status=None, **fields):
    """One more departure of a known person."""
    journey = Journey.objects.create(person=person, source=source, status=status or JourneyStatus.TERDATA_RT, **fields)
    return workflow.start(journey, by=by, happened_on=happened_on, source=source)


def _hand_to_kelurahan(owner, client_uuid, person, journey, by):
    """Keep everything that was typed beside the record it collides with; nothing is overwritten, nothing is refused."""
    entered = json.dumps({**person, **journey, "territory": person["territory"].code}, default=str)
    return NikConflict.objects.create(
        client_uuid=client_uuid, person=owner, territory=person["territory"], entered=entered, reported_by=by
    )


def self_contact(phone):
    """The person's own number as a Contact's fields, or nothing where none was given."""
    return [{"phone": phone, "relation": Relation.DIRI_SENDIRI}] if phone else []
