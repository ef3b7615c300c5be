"""Rows of a spreadsheet entered by the deed that the screen uses, and taken back while nobody has worked on them."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.models import Territory
from cases import registration
from cases.models import DuplicatePair, NikConflict, Person, SheetRow
from cases.values.choices import DocumentKind, Source
from lib.clock import today

Outcome = SheetRow.Outcome
OURS = (Outcome.IMPORTED, Outcome.CONFLICT)
JOURNEY = ("country", "place", "job", "sector", "scheme", "employer", "offered_by", "offerer_kind", "note")
JOURNEY_DATES = ("planned_on", "departed_on", "contract_ends_on", "returned_on")
PERSON = ("name", "passport_name", "other_names", "sex", "birth_place", "address", "no_nik_reason")
PLACE_ENDED = "Wilayahnya tidak berlaku lagi. Periksa kelurahan dan RT-nya."
NOT_ENTERED = "Baris ini belum bisa dimasukkan. Daftarkan lewat halaman pendaftaran."
WORKED_ON = "{number} sudah diubah atau dipakai sesudah impor, jadi tidak dibatalkan."
DECIDED = "NIK bentrok ini sudah diputuskan, jadi tidak dibatalkan."


def enter_some(batch, most):
    """Enter the next rows, each in a savepoint of its own; returns how many were looked at. Repeatable."""
    rows = list(SheetRow.objects.of(batch).to_import(batch.with_doubtful)[:most])
    places = places_of(rows)
    for row in rows:
        _enter_one(batch, row, places)
    SheetRow.objects.bulk_update(rows, ["outcome", "outcome_note", "person", "conflict", "version"])
    return len(rows)


def places_of(rows):
    """The places named in some rows, by code."""
    codes = {row.record["territory"] for row in rows}
    return {place.code: place for place in Territory.objects.valid(today()).filter(code__in=codes)}


def _enter_one(batch, row, places):
    try:
        with transaction.atomic():
            done = registration.register(
                client_uuid=uuid.uuid5(batch.pk, str(row.position)), by=batch.decided_by, **entry_of(row.record, places)
            )
    except ValidationError as error:
        row.outcome, row.outcome_note = Outcome.FAILED, " ".join(error.messages)
    except DatabaseError:  # what no check foresaw stops one row and not the others
        row.outcome, row.outcome_note = Outcome.FAILED, NOT_ENTERED
    else:
        row.outcome = Outcome.IMPORTED if done.person else Outcome.CONFLICT
        row.person, row.conflict = done.person, done.conflict
        row.version = done.person.version if done.person else ""


def entry_of(record, places):
    """A record as `registration.register` takes it."""
    if record["territory"] not in places:
        raise ValidationError(PLACE_ENDED)
    person = {name: record[name] for name in PERSON}
    journey = {name: record[name] for name in JOURNEY}
    return {
        "person": person
        | {
            "nik": record["nik"] or None,
            "birth_date": _day(record["birth_date"]),
            "territory": places[record["territory"]],
        },
        "journey": journey | {name: _day(record[name]) for name in JOURNEY_DATES},
        "contacts": _contacts(record),
        "documents": _documents(record),
        "happened_on": today(),
        "source": Source.IMPOR,
        "status": record["status"],
    }


def _day(text):
    return date.fromisoformat(text) if text else None


def _contacts(record):
    contacts = [contact for phone in record["phones"] for contact in registration.self_contact(phone)]
    if record["family_name"] or record["family_phone"]:
        family = {"name": record["family_name"], "relation": record["family_relation"], "phone": record["family_phone"]}
        contacts.append(family)
    return contacts


def _documents(record):
    expires_on = _day(record["passport_expires_on"])
    papers = [
        {"kind": DocumentKind.PASPOR, "number": number, "expires_on": expires_on} for number in record["passports"]
    ]
    return papers + ([{"kind": DocumentKind.KK, "number": record["kk"]}] if record["kk"] else [])


def take_back_some(batch, most):
    """Take back the next rows; returns how many were looked at."""
    rows = list(SheetRow.objects.of(batch).filter(outcome__in=OURS).select_related("person", "conflict")[:most])
    for row in rows:
        _take_back(row)
    SheetRow.objects.bulk_update(rows, ["outcome", "outcome_note"])
    return len(rows)


def _take_back(row):
    refusal = ""
    if row.person:
        refusal = "" if is_untouched(row) else WORKED_ON.format(number=row.person.number)
    elif row.conflict and row.conflict.decision:
        refusal = DECIDED
    row.outcome, row.outcome_note = (Outcome.KEPT if refusal else Outcome.UNDONE), refusal
    if not refusal:
        _delete(row)


def _delete(row):
    if row.person_id:
        for journey in row.person.journeys.all():
            journey.delete()
        Person.objects.filter(pk=row.person_id).delete()
    elif row.conflict_id:
        NikConflict.objects.filter(pk=row.conflict_id).delete()
    row.person = row.conflict = None


def is_untouched(row):
    """True where the person is as we made him and nothing else speaks of him."""
    person, record = row.person, row.record
    made = {"contacts": len(_contacts(record)), "documents": len(_documents(record)), "journeys": 1}
    journeys = list(person.journeys.all())
    if person.version != row.version or len(journeys) != 1 or journeys[0].history.count() != 1:
        return False
    return not _spoken_of(person, made) and not _spoken_of(journeys[0], {"history": 1})


def _spoken_of(subject, made):
    """Rows of other tables that point here, beyond those we made ourselves."""
    for relation in subject._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        if relation.related_model is SheetRow or relation.related_model._meta.label.endswith("Event"):
            continue
        name = relation.get_accessor_name()
        found = relation.related_model._base_manager.filter(**{relation.field.name: subject})
        if relation.related_model is DuplicatePair:
            found = found.exclude(decision="")  # on the desk since it was entered, and nobody has looked yet
        if found[:100].count() > made.get(name, 0):
            return True
    return False
