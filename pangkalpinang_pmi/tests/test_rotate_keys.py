"""After a rotation the old key can be dropped, and nothing else about a row has changed."""

import base64
from io import StringIO

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command

from accounts import key_canary
from accounts.adapter import MFA_COLUMN
from accounts.tests.factories import TOTP_SECRET
from cases.models import Contact, Document, Person
from cases.tests.factories import make_nik, make_person
from lib import key_rotation
from lib.encryption import decrypt

NEW_FIELD, NEW_INDEX = (base64.b64encode(letter * 32).decode() for letter in (b"n", b"m"))


@pytest.fixture
def nik():
    return make_nik()


@pytest.fixture
def person(rudi, nik):
    key_canary.assert_keys_fit()
    return make_person(rudi, rudi.territory, nik=nik, phone="+6281234567890", passport="A1234567")


@pytest.fixture
def new_keys(settings):
    """The new keys stand before the old ones; calling it drops the old ones."""
    settings.FIELD_KEYS = f"new:{NEW_FIELD},{settings.FIELD_KEYS}"
    settings.BLIND_INDEX_KEYS = f"new:{NEW_INDEX},{settings.BLIND_INDEX_KEYS}"

    def drop_old():
        settings.FIELD_KEYS, settings.BLIND_INDEX_KEYS = f"new:{NEW_FIELD}", f"new:{NEW_INDEX}"

    return drop_old


def rotate(*options):
    output = StringIO()
    call_command("rotate_keys", *options, stdout=output)
    return output.getvalue()


def outdated():
    return sum(key_rotation.outdated(model, fields).count() for model, fields in key_rotation.columns().items())


def test_dry_it_only_counts(person, new_keys):
    assert "cases.Person: 1" in rotate()
    assert outdated() >= 3


def test_afterwards_the_old_keys_can_be_dropped(person, nik, budi, new_keys):
    RecoveryCodes.activate(budi.user)
    rotate("--wet-run")
    new_keys()
    assert list(Person.objects.with_nik(nik)) == [person]
    assert Person.objects.get().nik == nik
    assert Document.objects.get().number == "A1234567"
    assert Contact.objects.get().phone.endswith("81234567890")
    key_canary.assert_keys_fit()
    factors = {factor.type: factor.wrap() for factor in budi.user.authenticator_set.all()}
    assert decrypt(factors["totp"].instance.data["secret"], MFA_COLUMN) == TOTP_SECRET
    assert factors["recovery_codes"].get_unused_codes()


def test_the_second_time_there_is_nothing_to_do(person, new_keys):
    rotate("--wet-run")
    assert outdated() == 0
    assert "cases.Person: 0" in rotate("--wet-run")


def test_it_goes_through_more_rows_than_fit_one_transaction(rudi, new_keys, monkeypatch, settings):
    both = settings.FIELD_KEYS
    settings.FIELD_KEYS = both.partition(",")[2]
    for _ in range(5):
        make_person(rudi, rudi.territory, nik=make_nik())
    settings.FIELD_KEYS = both
    monkeypatch.setattr(key_rotation, "ROWS_PER_TRANSACTION", 2)
    assert "cases.Person: 5" in rotate("--wet-run")


def test_a_rotation_is_no_change_of_a_person(person, new_keys):
    """History shows what people did; a new key is not among it."""
    before = Person.objects.values("name", "registered_at", "territory").get()
    rotate("--wet-run")
    assert Person.objects.values("name", "registered_at", "territory").get() == before
