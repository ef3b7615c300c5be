"""Invented residents, journeys and cases, made through the same deeds the pages use."""

import itertools
import json
import uuid
from datetime import date

from cases.models import CaseLetter, CaseLetterFile, CaseLetterPerson, Journey, Letter, Person
from cases.models.letter import LetterFile, make_code
from cases.rules import intake, workflow
from cases.rules.register import registration, registration_many
from cases.states.case_letter import CaseLetterStatus
from cases.states.journey import JourneyStatus
from cases.values.case_letter import CaseLetterKind
from cases.values.choices import Category, LetterKind, NoNikReason, Source, Urgency
from lib.clock import today

TODAY = date(2026, 1, 2)
EMPTY_LETTER = {
    "secrecy": "Terbatas", "to": "", "cc": [], "count": 1, "countries": "", "cases": "", "columns": ["No."],
    "rows": [], "lines": [], "facts": {},
}  # fmt: skip
serial = itertools.count(8001)  # four digits that occur nowhere else on a page


def make_nik(day=5, month=2, year=93, *, female=True):
    """A NIK with a birth date in it and a serial never used before."""
    return f"197105{day + 40 * female:02d}{month:02d}{year:02d}{next(serial):04d}"


def make_person(by, territory, *, name="Siti Contoh", nik=None, status=None, country="MY", phone="", passport=""):
    """A resident with one journey; without a NIK unless one is given."""
    if not (nik or phone or passport or Person.objects.exists()):
        return make_first_person(by, territory, name=name, status=status, country=country)
    person = {
        "name": name,
        "territory": territory,
        "nik": nik,
        "no_nik_reason": "" if nik else NoNikReason.TIDAK_TAHU,
    }
    return registration.register(
        client_uuid=uuid.uuid4(),
        person=person,
        journey={"country": country},
        contacts=registration.self_contact(phone),
        passport=passport,
        by=by,
        happened_on=TODAY,
        source=Source.RT,
        status=status,
    ).person


def make_first_person(by, territory, *, name, status, country):
    """The rows that `registration.register` leaves where nobody is registered who could be the same, without looking.

    Most tests begin with one resident, and to register her takes four times as long.
    """
    person = Person.objects.create(
        client_uuid=uuid.uuid4(),
        registered_by=by,
        name=name,
        territory=territory,
        nik=None,
        no_nik_reason=NoNikReason.TIDAK_TAHU,
    )
    journey = Journey.objects.create(
        person=person, country=country, source=Source.RT, status=status or JourneyStatus.TERDATA_RT
    )
    workflow.begin(journey, by=by, happened_on=TODAY, source=Source.RT)
    return person


def make_people(by, territory, names, *, country="MM"):
    """Many residents abroad at once, as an old list brings them."""
    plain = {"contacts": [], "documents": [], "journey": {"country": country}, "happened_on": TODAY}
    plain |= {"source": Source.IMPOR, "status": "DI_LUAR_NEGERI"}
    person = {"territory": territory, "nik": None, "no_nik_reason": NoNikReason.TIDAK_TAHU}
    entries = {name: plain | {"client_uuid": uuid.uuid4(), "person": person | {"name": name}} for name in names}
    return [journey.person for journey in registration_many.register_plain(entries, by=by).values()]


def make_case(by, persons, *, category=Category.HILANG_KONTAK, urgency=Urgency.P2, country="MM", **fields):
    return intake.open_case(
        client_uuid=uuid.uuid4(),
        persons=persons,
        by=by,
        happened_on=TODAY,
        category=category,
        urgency=urgency,
        country=country,
        reported_on=TODAY,
        source=Source.KELUARGA,
        **fields,
    )


def make_letter(by, person, *, serial=1):
    """A letter in the register whose file is no real PDF: setting one takes time, and few tests look at it."""
    letter = Letter.objects.create(
        id=uuid.uuid4(),
        kind=LetterKind.STATUS_KAWIN,
        kelurahan=by.territory,
        year=TODAY.year,
        serial=serial,
        number=f"474.2/{serial:03d}/TTI/I/2026",
        person=person,
        issued_on=TODAY,
        issued_by=by,
    )
    LetterFile.store(letter, b"%PDF-1.7 contoh")
    return letter


def make_case_letter(
    by, case, *, kind=CaseLetterKind.AKHIR, number="", status=CaseLetterStatus.KONSEP, agency=None, serial=1
):
    """A letter about everybody in a case; with a number, its file is no real PDF and its signed sheet follows."""
    issued = {"number": number, "code": make_code(), "issued_on": TODAY, "year": 2026, "serial": serial}
    issued |= {"sheet_follows": True}
    issued = issued if number else {}
    letter = CaseLetter.objects.create(
        client_uuid=uuid.uuid4(),
        kind=kind,
        status=status,
        case=case,
        agency=agency,
        written=json.dumps({"persons": [link.pk for link in case.persons.all()], "chosen": ["nama"]}),
        content=json.dumps(EMPTY_LETTER | {"outcome": "selesai"}),
        written_by=by,
        **issued,
    )
    for link in case.persons.all():
        CaseLetterPerson.objects.create(letter=letter, link=link)
    if number:
        CaseLetterFile.store(letter, b"%PDF-1.7 contoh")
    return letter


def typed_bast(form, **more):
    """What the browser sends if nobody changes anything but the witnesses."""
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    for receiver in form.receivers:
        first = {name: receiver.get_initial_for_field(field, name) for name, field in receiver.fields.items()}
        data |= {receiver.add_prefix(name): value or "" for name, value in first.items()}
    given = {name: "" if value is None else value for name, value in data.items()}
    return given | {"witnesses": "Nama Lurah, Lurah", "handed_on": f"{today():%Y-%m-%d}"} | more
