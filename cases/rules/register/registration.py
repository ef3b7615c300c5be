"""Entering a resident once: the deeds behind the registration form, the import and the demo city."""

import json
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Role
from cases.models import Consent, Contact, Document, DuplicatePair, Journey, NikConflict, Person
from cases.rules import restriction, uploads, workflow
from cases.rules.person_lock import hold
from cases.rules.register import duplicates
from cases.states.journey import MAY_LEAVE_AGAIN, OWN, JourneyStatus
from cases.values.choices import DocumentKind, NikStatus, Relation, Source
from lib.advisory_lock import wait_in_line, wait_in_lines
from lib.clock import today
from lib.encryption import blind_index

TAKEN = "taken"
NIK_TAKEN = "NIK ini sudah dipakai data lain. Periksa angkanya; kalau benar, hubungi Disnaker."
CHANGED_BY_ANOTHER = "Data ini baru saja diubah orang lain. Periksa dulu perubahannya, lalu simpan lagi."
IS_CHECKED = "Nama, NIK, dan tanggal lahir ini sudah diperiksa kelurahan. Minta kelurahan memperbaikinya."
# save() writes these, and who and where are rows just read: the database need not be asked for them once more.
NOT_CHECKED = ("nik", "nik_index", "search_name", "name_keys", "territory", "registered_by")
JOURNEY_EXISTS = "Warga ini masih punya perjalanan yang berjalan. Lanjutkan yang itu, atau akhiri dulu."


class Registered(NamedTuple):
    """What became of an entry: a person, or a conflict handed to the kelurahan."""

    person: Person | None
    conflict: NikConflict | None = None
    is_new: bool = True


def find_earlier(client_uuid):
    """What this very form became when it was sent before, or None: a repeated POST changes nothing.

    A twin that is still being saved is waited for, until the end of this transaction.
    """
    wait_in_line(f"registration:{client_uuid}")
    person = Person.objects.filter(client_uuid=client_uuid).first()
    if person:
        return Registered(person, is_new=False)
    conflict = NikConflict.objects.filter(client_uuid=client_uuid).first()
    return Registered(None, conflict, is_new=False) if conflict else None


@transaction.atomic
def register(*, client_uuid, **entry):
    """As `enter`; repeating a client_uuid returns what the first call made."""
    return find_earlier(client_uuid) or enter(client_uuid=client_uuid, **entry)


def enter(
    *,
    client_uuid,
    person,
    journey,
    by,
    happened_on,
    source,
    contacts=(),
    passport="",
    documents=(),
    consents=None,
    status=None,
    alike=None,
):
    """Make a person with one journey, contacts and papers; or, where the NIK is taken, a conflict for the kelurahan.

    `person` and `journey` are field values as the form cleaned them, `contacts` and `documents` dicts for Contact and
    Document, `consents` answers by purpose. `status` is the state the journey begins in (people already abroad); by
    default TERDATA_RT. `alike` is what `lookalikes.find` just gave about this entry, for who has asked it.
    For who has asked `find_earlier` in this transaction, which holds off any twin.
    """
    rest = {
        "journey": journey,
        "contacts": list(contacts),
        "documents": [*_passport(passport), *documents],
        "consents": consents or {},
        "happened_on": happened_on,
        "source": source,
        "status": status,
    }
    owner = owner_of(person.get("nik"))
    if owner:
        return Registered(None, _hand_to_kelurahan(owner, client_uuid, person, rest, by))
    return Registered(create(client_uuid=client_uuid, person=person, by=by, alike=alike, **rest))


def owner_of(nik):
    """Who already carries this NIK; others who type it at the same moment wait until we are done."""
    if not nik:
        return None
    hold_niks([nik])
    owner = Person.objects.with_nik(nik).first()
    return owner and owner.standing


def hold_niks(niks):
    """Whoever types one of these numbers waits until we are done, and then sees whose it is."""
    wait_in_lines(f"nik:{blind_index(nik, 'nik')}" for nik in niks)


def create(
    *, client_uuid, person, journey, by, happened_on, source, contacts, documents, consents, status=None, alike=None
):
    """Write the rows of a new resident whose NIK is free. Runs inside its caller's transaction."""
    made = create_person(client_uuid=client_uuid, person=person, by=by, contacts=contacts, consents=consents)
    Document.objects.bulk_create(Document(person=made, **document) for document in documents)
    add_journey(made, by=by, happened_on=happened_on, source=source, status=status, **journey)
    found_by = DuplicatePair.Found.IMPORT if source == Source.IMPOR else DuplicatePair.Found.REGISTRATION
    duplicates.note(made, found_by, happened_on, found=alike)
    return made


def create_person(*, client_uuid, person, by, contacts, consents):
    """A resident with numbers and answers, whose papers and journey the caller brings."""
    made = Person(client_uuid=client_uuid, registered_by=by, **person)
    made.full_clean(exclude=NOT_CHECKED, validate_unique=False)  # `find_earlier` and `owner_of` have asked
    made.save()
    for contact in contacts:
        _note_contact(made, **contact)
    Consent.objects.bulk_create(
        Consent(person=made, purpose=purpose, is_given=given, recorded_by=by) for purpose, given in consents.items()
    )
    return made


@transaction.atomic
def add_journey(person, *, by, happened_on, source, status=None, client_uuid=None, note="", **fields):
    """One more departure of a known person. Repeating a client_uuid returns the first."""
    if client_uuid:
        wait_in_line(f"journey:{client_uuid}")
        earlier = Journey.objects.filter(client_uuid=client_uuid).first()
        if earlier:
            return earlier
    journey = Journey.objects.create(
        client_uuid=client_uuid, person=person, source=source, status=status or JourneyStatus.TERDATA_RT, **fields
    )
    return workflow.start(journey, by=by, happened_on=happened_on, source=source, note=note)


@transaction.atomic
def leave_again(person, *, by, **fields):
    """A returnee goes abroad once more: a new journey, unless an earlier one still runs."""
    person = hold(person)
    restriction.check_change(person)
    client_uuid = fields["client_uuid"]
    others = Journey.objects.filter(person=person).exclude(status__in=MAY_LEAVE_AGAIN)
    if others.exclude(client_uuid=client_uuid).exists():
        raise ValidationError(JOURNEY_EXISTS)
    return add_journey(person, by=by, **fields)


@transaction.atomic
def add_contact(person, *, relation, phone="", **fields):
    """Note somebody close once; the same number and relation again keep the first row."""
    person = hold(person)
    restriction.check_change(person)
    return _note_contact(person, relation=relation, phone=phone, **fields)


def _note_contact(person, *, relation, phone="", **fields):
    wait_in_line(f"contact:{person.pk}")
    same = Contact.objects.filter(person=person, relation=relation)
    same = same.with_phone(phone) if phone else same.filter(phone__isnull=True, name=fields.get("name", ""))
    return same.first() or Contact.objects.create(person=person, relation=relation, phone=phone or None, **fields)


@transaction.atomic
def add_document(person, *, client_uuid, by, file=None, **fields):
    """Add a paper, with its picture if there is one. Repeating a client_uuid returns the first."""
    wait_in_line(f"document:{client_uuid}")
    earlier = Document.objects.filter(client_uuid=client_uuid).first()
    if earlier:
        return earlier
    person = hold(person)
    restriction.check_change(person)
    document = Document.objects.create(client_uuid=client_uuid, person=person, **fields)
    if file:
        uploads.store(file, by=by, client_uuid=client_uuid, document=document)
    return document


@transaction.atomic
def correct(person, *, version, by, **fields):
    """Correct what was written about a person. Raises ValidationError where somebody else was faster.

    An empty NIK keeps the one we have: the form cannot show it. Whoever becomes another by it was not checked yet.
    """
    person = _as_seen(person, version)
    restriction.check_change(person)
    before = _identity(person)
    nik = fields.pop("nik", "")
    if nik:
        owner = owner_of(nik)
        if owner and owner.pk != person.pk:
            raise ValidationError({"nik": ValidationError(NIK_TAKEN, code=TAKEN)})
        person.nik, person.no_nik_reason = nik, ""
    _write(person, fields)
    if _identity(person) != before:
        _check_again(person, by)
        duplicates.note(person, DuplicatePair.Found.CORRECTION, today())
    return person


def may_correct_identity(person, actor):
    """RT and RW until the kelurahan has checked who it is; whoever checks corrects."""
    unchecked = ("", *OWN, JourneyStatus.BATAL)
    return actor.role not in (Role.RT, Role.RW) or person.latest_status in unchecked


def _check_again(person, by):
    if not may_correct_identity(person, by):
        raise ValidationError(IS_CHECKED)
    if person.nik_status != NikStatus.BELUM_DIVERIFIKASI:
        person.nik_status = NikStatus.BELUM_DIVERIFIKASI
        person.save(update_fields=["nik_status"])


def _identity(person):
    """What decides about who is who: only then it is worth looking again."""
    return person.names, person.birth_date, person.nik


@transaction.atomic
def correct_journey(journey, *, version, **fields):
    """Correct the facts of a journey; its status moves by `workflow` alone."""
    journey = _as_seen(journey, version)
    restriction.check_change(journey.person_id)
    return _write(journey, fields)


def _as_seen(record, version):
    """The record, locked, if nobody changed it since its editor saw it."""
    record = type(record).objects.select_for_update(of=("self",), no_key=True).get(pk=record.pk)
    if record.version != version:
        raise ValidationError(CHANGED_BY_ANOTHER, code="changed")
    return record


def _write(record, fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    return record


def _hand_to_kelurahan(owner, client_uuid, person, rest, by):
    """Keep everything that was typed beside the record it collides with; nothing is overwritten, nothing is refused."""
    entered = {"person": {**person, "territory": person["territory"].code}, **rest}
    return NikConflict.objects.create(
        client_uuid=client_uuid,
        person=owner,
        territory=person["territory"],
        entered=json.dumps(entered, default=str),
        reported_by=by,
    )


def self_contact(phone):
    """The person's own number as a Contact's fields, or nothing where none was given."""
    return [{"phone": phone, "relation": Relation.DIRI_SENDIRI}] if phone else []


def _passport(number):
    return [{"kind": DocumentKind.PASPOR, "number": number}] if number else []
