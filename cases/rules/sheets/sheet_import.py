"""Rows of a spreadsheet entered by the deed that the screen uses."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.models import Territory
from cases.models import DuplicatePair, Journey, Person, SheetRow
from cases.rules.offers import talk
from cases.rules.register import duplicates, registration, registration_many
from cases.rules.sheets import sheet_known
from cases.rules.sheets.sheet_twins import as_record
from cases.states.journey import BEFORE_DEPARTURE
from cases.values.choices import DocumentKind, Source
from lib.clock import today

Outcome = SheetRow.Outcome
OURS = (Outcome.IMPORTED, Outcome.CONFLICT)
JOURNEY = ("country", "place", "job", "sector", "scheme", "employer", "offered_by", "offerer_kind")
JOURNEY_DATES = ("planned_on", "departed_on", "contract_ends_on", "returned_on")
PERSON = ("name", "passport_name", "other_names", "sex", "birth_place", "address", "no_nik_reason")
PLACE_ENDED = "Wilayahnya tidak berlaku lagi. Periksa kelurahan dan RT-nya."
NOT_ENTERED = "Baris ini belum bisa dimasukkan. Daftarkan lewat halaman pendaftaran."


def enter_some(batch, most):
    """Enter the next rows; returns how many were looked at. Repeatable.

    Those that nothing stands against are entered together, the others one by one, each in a savepoint of its own. Where
    a plan shows signs of danger, the kelurahan owes the family a visit (talk).
    """
    rows = list(SheetRow.objects.of(batch).to_import(batch.with_doubtful)[:most])
    entries = _entries(batch, rows)
    people = _enter_together(entries, batch.decided_by)
    for row in rows:
        if row.pk in people:
            _mark(row, people[row.pk])
        elif row.pk in entries:
            _enter_one(row, entries[row.pk], batch.decided_by)
    SheetRow.objects.save_outcomes(rows)
    DuplicatePair.objects.bulk_create(_pairs(batch, rows), ignore_conflicts=True)
    return len(rows)


def _entries(batch, rows):
    """What `registration.register` takes, by row; rows that cannot be entered say why."""
    records = {row.pk: row.record for row in rows}
    places = _places_of(records.values())
    entries = {}
    for row in rows:
        try:
            key = uuid.uuid5(batch.pk, str(row.position))
            entries[row.pk] = {"client_uuid": key, **entry_of(records[row.pk], places)}
        except ValidationError as error:
            row.outcome, row.outcome_note = Outcome.FAILED, " ".join(error.messages)
    return entries


def _places_of(records):
    """The places named in some records, by code."""
    codes = {record["territory"] for record in records}
    return {place.code: place for place in Territory.objects.valid(today()).filter(code__in=codes)}


def _enter_together(entries, by):
    try:
        with transaction.atomic():
            journeys = registration_many.register_plain(entries, by=by)
            talk.owe_visits(journeys.values(), today())
            return {key: journey.person for key, journey in journeys.items()}
    except DatabaseError:  # one of them is to blame: it is found when each goes alone
        return {}


def _mark(row, person):
    row.outcome, row.person, row.version = Outcome.IMPORTED, person, person.version


def _enter_one(row, entry, by):
    try:
        with transaction.atomic():
            done = registration.register(by=by, **entry)
            if done.person and done.is_new:
                talk.owe_visits(done.person.journeys.all(), today())
    except ValidationError as error:
        row.outcome, row.outcome_note = Outcome.FAILED, " ".join(error.messages)
    except DatabaseError:  # what no check foresaw stops one row and not the others
        row.outcome, row.outcome_note = Outcome.FAILED, NOT_ENTERED
    else:
        row.outcome, row.conflict = Outcome.CONFLICT, done.conflict
        if done.person:
            _mark(row, done.person)


def _pairs(batch, rows):
    """For the desk: whom the check found, if he is still there, and who was registered since, in this batch or not."""
    entered = {row.pk: row for row in rows if row.outcome == Outcome.IMPORTED}
    found = {key: [tuple(one) for one in row.content.get("alike", ())] for key, row in entered.items()}
    seen = {pk for some in found.values() for pk, _, _ in some}
    there = set(Person.objects.filter(pk__in=seen, merged_into=None).values_list("pk", flat=True))
    records = {key: as_record(row.record, today()) for key, row in entered.items()}
    themselves = {key: row.person.pk for key, row in entered.items()}
    newer = sheet_known.find(records, today(), after=batch.newest_person, besides=themselves)
    for key, row in entered.items():
        mine = [one for one in found[key] if one[0] in there]
        mine += map(sheet_known.noted, newer.get(key, ()))
        for pk, score, is_sure in sorted(mine, key=lambda one: -one[1])[: duplicates.MOST_PER_PERSON]:
            yield duplicates.pair(row.person.pk, pk, score, is_sure, DuplicatePair.Found.IMPORT)


def entry_of(record, places):
    """A record as `registration.register` takes it."""
    if record["territory"] not in places:
        raise ValidationError(PLACE_ENDED)
    person = {name: record[name] for name in PERSON}
    return {
        "person": person
        | {
            "nik": record["nik"] or None,
            "birth_date": _day(record["birth_date"]),
            "territory": places[record["territory"]],
        },
        "journey": plan_of(record) | {"note": record["note"]},
        "contacts": contacts_of(record),
        "documents": documents_of(record),
        "happened_on": today(),
        "source": Source.IMPOR,
        "status": record["status"],
    }


def plan_of(record):
    """The facts of the journey in a record."""
    return {name: record[name] for name in JOURNEY} | {name: _day(record[name]) for name in JOURNEY_DATES}


def asking_for_visits(records):
    """Those of some records ({place: record}), by place, whose family the kelurahan will call on once they are in."""
    here = {place: record for place, record in records.items() if record["status"] in BEFORE_DEPARTURE}
    plans = [Journey(pk=place, status=record["status"], **plan_of(record)) for place, record in here.items()]
    return {visit.journey.pk for visit in talk.visits_for(plans, today())}


def _day(text):
    return date.fromisoformat(text) if text else None


def contacts_of(record):
    contacts = [contact for phone in record["phones"] for contact in registration.self_contact(phone)]
    if record["family_name"] or record["family_phone"]:
        family = {"name": record["family_name"], "relation": record["family_relation"], "phone": record["family_phone"]}
        contacts.append(family)
    return contacts


def documents_of(record):
    expires_on = _day(record["passport_expires_on"])
    papers = [
        {"kind": DocumentKind.PASPOR, "number": number, "expires_on": expires_on} for number in record["passports"]
    ]
    return papers + ([{"kind": DocumentKind.KK, "number": record["kk"]}] if record["kk"] else [])
