"""Invented residents, journeys and cases, made through the same deeds the pages use."""

import itertools
import uuid
from datetime import date

from cases import intake, registration
from cases.models import Letter
from cases.models.letter import LetterFile
from cases.values.choices import Category, LetterKind, NoNikReason, Source, Urgency

TODAY = date(2026, 1, 2)
serial = itertools.count(8001)  # four digits that occur nowhere else on a page


def make_nik(day=5, month=2, year=93, *, female=True):
    """A NIK with a birth date in it and a serial never used before."""
    return f"197105{day + 40 * female:02d}{month:02d}{year:02d}{next(serial):04d}"


def make_person(by, territory, *, name="Siti Contoh", nik=None, status=None, country="MY", phone="", passport=""):
    """A resident with one journey; without a NIK unless one is given."""
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
