"""Entering invented residents of the demo city, the way an RT head does."""

import itertools
import uuid
from datetime import timedelta
from typing import NamedTuple

from accounts.models import Territory
from cases.models import Document
from cases.rules.register import registration
from cases.values.choices import DocumentKind, DocumentStatus, Relation, Residency, Sex
from pangkalpinang_pmi.demo.accounts import source_of
from pangkalpinang_pmi.demo.places import RT, RW
from pangkalpinang_pmi.invented.names import invent_name
from pangkalpinang_pmi.invented.numbers import make_nik, make_passport, make_phone
from pangkalpinang_pmi.invented.work import EMPLOYERS

NAMESPACE = uuid.UUID("5f0c8a3e-6d1e-4f0e-9a0b-1971de300001")
STREETS = ("Jl. Melati", "Jl. Timah Raya", "Jl. Pantai Rasau", "Gg. Kenanga", "Jl. Lada Putih", "Gg. Nelayan")
PASSPORT_YEARS = timedelta(days=10 * 365)


class City(NamedTuple):
    """What everything in the demo city is made from."""

    rng: object
    today: object
    places: dict
    officials: object
    serial: itertools.count
    agency: object

    def ago(self, days):
        return self.today - timedelta(days=days)

    def some_rt(self):
        """Every eighth resident lives in the RW of the demo accounts: as many as an RT of the city may have."""
        inside = f"{RW}." if self.rng.random() < 0.12 else ""
        codes = [c for c, p in self.places.items() if p.level == Territory.Level.RT and c.startswith(inside)]
        return self.places[self.rng.choice(codes)]

    def near_home(self, number):
        """The RTs in the RW of the demo accounts in turn, so that each of these has something to do."""
        codes = sorted(c for c in self.places if c.startswith(f"{RW}."))
        return self.places[codes[(codes.index(RT) + number) % len(codes)]]


def key(*parts):
    """The same UUID for the same words, so that a second run finds the first one's rows."""
    return uuid.uuid5(NAMESPACE, "/".join(map(str, parts)))


def invent_person(city, place, sex=None, without_nik=""):
    """Field values of a person as the registration form would give them."""
    rng, serial = city.rng, next(city.serial)
    sex = sex or rng.choice(Sex.values)
    name = invent_name(rng, sex)
    born = city.today - timedelta(days=rng.randint(20 * 365, 46 * 365))
    nik = make_nik(born, female=sex == Sex.PEREMPUAN, kecamatan=place.code[6:8], serial=9000 + serial)
    return {
        "name": name.official,
        "other_names": list(name.other),
        "sex": sex,
        "birth_date": born,
        "birth_place": rng.choice(("Pangkalpinang", "Pangkalpinang", "Sungailiat", "Toboali", "Palembang")),
        "nik": None if without_nik else nik,
        "no_nik_reason": without_nik,
        "residency": Residency.DOMISILI if rng.random() < 0.06 else Residency.KTP,
        "territory": place,
        "address": f"{rng.choice(STREETS)} No. {rng.randint(1, 120)}",
    }


def enter(city, name, journey, *, on, place=None, by=None, status=None, **about):
    """Register one resident with a first journey; `name` is the key of the entry. Returns what registration says."""
    place = place or city.some_rt()
    by = by or city.officials.head_of(place)
    person = invent_person(city, place, **about)
    serial = next(city.serial)
    contacts = registration.self_contact(make_phone(serial))
    if city.rng.random() < 0.7:
        relation = city.rng.choice((Relation.ORANG_TUA, Relation.SAUDARA, Relation.SUAMI, Relation.ISTRI))
        contacts.append({"phone": make_phone(next(city.serial)), "relation": relation})
    return registration.register(
        client_uuid=key(name),
        person=person,
        journey=journey,
        contacts=contacts,
        by=by,
        happened_on=on,
        source=source_of(by),
        status=status,
    )


def stay_abroad(city, work, *, months, contract_ends_on=None):
    """Journey values of somebody who left so many months ago."""
    left = city.ago(30 * months)
    ends = contract_ends_on or left + timedelta(days=730 if months < 24 else 1095 + 30 * months)
    employer = city.rng.choice(EMPLOYERS)
    return work.as_journey() | {"departed_on": left, "contract_ends_on": ends, "employer": employer}


def give_passport(city, person, *, expires_on, status=DocumentStatus.SAH):
    return Document.objects.create(
        person=person,
        kind=DocumentKind.PASPOR,
        number=make_passport(next(city.serial)),
        issued_on=expires_on - PASSPORT_YEARS,
        expires_on=expires_on,
        status=status,
    )


def give_contract(journey):
    return Document.objects.create(
        person=journey.person,
        journey=journey,
        kind=DocumentKind.PK,
        issued_on=journey.departed_on,
        expires_on=journey.contract_ends_on,
        status=DocumentStatus.SAH,
    )
