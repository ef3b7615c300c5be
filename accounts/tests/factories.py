"""Invented places, offices and people. Each helper makes exactly what its name says."""

from datetime import date

from allauth.mfa.models import Authenticator

from accounts.adapter import MFAAdapter
from accounts.models import CITY_CODE, Agency, Assignment, Office, Role, Territory, User

TOTP_SECRET = "JBSWY3DPEHPK3PXP"
LONG_AGO = date(2020, 1, 1)
KELURAHAN = f"{CITY_CODE}.05.1005"  # Tua Tunu Indah
OTHER_KELURAHAN = f"{CITY_CODE}.02.1001"  # Opas Indah
PLACES = {
    CITY_CODE: "Kota Pangkalpinang",
    f"{CITY_CODE}.05": "Gerunggang",
    KELURAHAN: "Tua Tunu Indah",
    f"{KELURAHAN}.002": "RW 002",
    f"{KELURAHAN}.002.003": "RT 003",
    f"{KELURAHAN}.002.004": "RT 004",
    f"{CITY_CODE}.02": "Taman Sari",
    OTHER_KELURAHAN: "Opas Indah",
    f"{OTHER_KELURAHAN}.001": "RW 001",
    f"{OTHER_KELURAHAN}.001.001": "RT 001",
}


def make_places():
    """The corner of the city that tests play in, by code."""
    places = [
        Territory(code=code, name=name, level=code.count("."), valid_from=LONG_AGO) for code, name in PLACES.items()
    ]
    return {place.code: place for place in Territory.objects.bulk_create(places)}


def make_agency(name="BP3MI Sumatera Selatan", kind=Agency.Kind.BP3MI):
    return Agency.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def make_actor(username, role, territory=None, *, agency=None, email=None, starts_on=LONG_AGO, ends_on=None):
    """A person in office: the actor that `by=` and `visible_to` ask for. Officials have set up their second factor."""
    place = f" {territory.code}" if territory else ""
    office, _ = Office.objects.get_or_create(
        role=role, territory=territory, agency=agency, defaults={"name": f"{Role(role).label}{place}"}
    )
    user = User.objects.create_user(
        username, email=f"{username}@example.test" if email is None else email, first_name=username.title()
    )
    actor = Assignment.objects.create(user=user, office=office, starts_on=starts_on, ends_on=ends_on, sk_number="SK-1")
    if actor.needs_second_factor:
        give_second_factor(user)
    return actor


def give_second_factor(user, secret=TOTP_SECRET):
    data = {"secret": MFAAdapter().encrypt(secret)}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def give_office(user, office, *, starts_on=LONG_AGO, ends_on=None, is_acting=False):
    """One more office for somebody who has an account."""
    return Assignment.objects.create(
        user=user, office=office, starts_on=starts_on, ends_on=ends_on, is_acting=is_acting
    )
