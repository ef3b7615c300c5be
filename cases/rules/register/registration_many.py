"""Many residents entered at once: the rows that `registration.create` writes for one, in a few statements for all."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import Contact, Document, Journey, JourneyChange, NikConflict, Person
from cases.models.looked_up import OF_NEW_PEOPLE
from cases.rules.register import registration
from cases.states.journey import JourneyStatus
from cases.values.identity import normalise_phone
from lib.bulk_copy import copy_rows

LOOKED_UP = ("nik", "nik_index", "search_name", "name_keys", "territory", "registered_by", "merged_into")


@transaction.atomic
def register_plain(entries, *, by):
    """{key: Journey}, each with its person, for those of `entries` that nothing stands against.

    By the same rules as `registration.register`, whose arguments `entries` holds by key. Left out are those it has to
    look at one by one: sent before, a NIK that is taken, values no record may have.
    """
    registration.hold_niks(filter(None, (entry["person"]["nik"] for entry in entries.values())))
    plain = _nothing_against(entries)
    people = {key: _person(by, **plain[key]) for key in plain}
    people = {key: person for key, person in people.items() if person}
    journeys = {key: _journey(person, plain[key]) for key, person in people.items()}
    with pgtrigger.ignore(*OF_NEW_PEOPLE):
        copy_rows(people.values())
        copy_rows(_of_its_person(journey) for journey, _ in journeys.values())
    copy_rows(Contact(person=person, **fields) for key, person in people.items() for fields in _contacts(plain[key]))
    copy_rows(Document(person=person, **fields) for key, person in people.items() for fields in plain[key]["documents"])
    copy_rows(
        JourneyChange(subject=journey, new_status=journey.status, by=by, **fields)
        for journey, fields in journeys.values()
    )
    return {key: journey for key, (journey, _) in journeys.items()}


def _nothing_against(entries):
    """Those never sent before whose NIK nobody has, in the register or among those before them."""
    keys = [entry["client_uuid"] for entry in entries.values()]
    sent = {
        *Person.objects.filter(client_uuid__in=keys).values_list("client_uuid", flat=True),
        *NikConflict.objects.filter(client_uuid__in=keys).values_list("client_uuid", flat=True),
    }
    field = Person._meta.get_field("nik_index")
    niks = {key: entry["person"]["nik"] for key, entry in entries.items() if entry["person"]["nik"]}
    indexes = {key: field.candidates(nik) for key, nik in niks.items()}
    owners = Person.objects.filter(nik_index__in=[one for some in indexes.values() for one in some])
    taken = set(owners.values_list("nik_index", flat=True))
    plain = {}
    for key, entry in entries.items():
        mine = indexes.get(key, [])
        if entry["client_uuid"] not in sent and taken.isdisjoint(mine):
            plain[key] = entry
        taken.update(mine)
    return plain


def _person(by, *, client_uuid, person, **rest):
    """The person as the fields allow it, or None; what tables refuse the caller hears of."""
    made = Person(client_uuid=client_uuid, registered_by=by, **person)
    try:
        made.clean_fields(exclude=LOOKED_UP)
    except ValidationError:
        return None
    made.note_names()
    return made


def _contacts(entry):
    """Each number once for a relation."""
    kept = {}
    for contact in entry["contacts"]:
        phone = contact.get("phone")
        key = contact["relation"], normalise_phone(phone) if phone else contact.get("name", "")
        kept.setdefault(key, contact | {"phone": phone or None})
    return kept.values()


def _of_its_person(journey):
    journey.person = journey.person  # who has a key by now
    return journey


def _journey(person, entry):
    """The journey, which is its person's newest, and the fields of its first history row."""
    fields = dict(entry["journey"])
    source, note = entry["source"], fields.pop("note", "")
    made = Journey(person=person, source=source, status=entry["status"] or JourneyStatus.TERDATA_RT, **fields)
    person.latest_status, person.latest_country = made.status, made.country
    return made, {"happened_on": entry["happened_on"], "source": source, "note": note}
