"""What the database holds of a secret, who can read it, and how it is found again."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from cases.models import Document, Person
from cases.tests.factories import make_nik, make_person
from lib.encryption import DecryptError, blind_index, decrypt, encrypt, parse_keys

OTHER = base64.b64encode(b"x" * 32).decode()
COLUMN = "cases.person.nik"


def raw(person, column="nik"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM cases_person WHERE id = %s", [person.pk])
        return cursor.fetchone()[0]


@pytest.fixture
def nik():
    return make_nik()


@pytest.fixture
def person(rudi, nik):
    return make_person(rudi, rudi.territory, nik=nik)


# ---- one value


def test_the_same_value_looks_different_each_time():
    assert encrypt("rahasia", COLUMN) != encrypt("rahasia", COLUMN)


@pytest.mark.parametrize("text", ["", "a", "Nur'aini", "陈", "9" * 5000])
def test_it_comes_back_as_it_was(text):
    assert decrypt(encrypt(text, COLUMN), COLUMN) == text


def test_a_value_copied_to_another_column_does_not_open():
    with pytest.raises(DecryptError):
        decrypt(encrypt("rahasia", COLUMN), "cases.contact.phone")


def test_a_wrong_key_raises(settings):
    token = encrypt("rahasia", COLUMN)
    settings.FIELD_KEYS = f"1:{OTHER}"
    with pytest.raises(DecryptError):
        decrypt(token, COLUMN)


def test_an_unknown_key_raises(settings):
    token = encrypt("rahasia", COLUMN)
    settings.FIELD_KEYS = f"2:{OTHER}"
    with pytest.raises(DecryptError, match="key id '1'"):
        decrypt(token, COLUMN)


@pytest.mark.parametrize("token", ["", "1", "1.", "1.AAAA", "1.not base64", "plain text", "1.é"])
def test_what_is_no_token_raises_and_is_never_returned(token):
    with pytest.raises(DecryptError):
        decrypt(token, COLUMN)


def test_a_changed_token_raises():
    token = encrypt("rahasia", COLUMN)
    changed = token[:-3] + ("A" if token[-3] != "A" else "B") + token[-2:]
    with pytest.raises(DecryptError):
        decrypt(changed, COLUMN)


def test_an_error_does_not_carry_the_value():
    token = encrypt("rahasia", COLUMN)
    with pytest.raises(DecryptError) as error:
        decrypt(token, "cases.contact.phone")
    assert "rahasia" not in str(error.value) and token not in str(error.value)


@pytest.mark.parametrize("keys", ["", "1:abc", "1:!!!", f":{OTHER}", f"a.b:{OTHER}"])
def test_keys_that_are_none_are_refused(keys):
    with pytest.raises(ImproperlyConfigured):
        parse_keys(keys)


# ---- in the database


def test_no_plain_text_stands_in_the_column(person, nik):
    assert nik not in raw(person)
    assert nik not in raw(person, "nik_index")
    assert Person.objects.get().nik == nik


def test_nothing_stays_nothing(rudi):
    person = make_person(rudi, rudi.territory)
    assert raw(person) is None
    assert Person.objects.get(nik__isnull=True) == person


@pytest.mark.parametrize("lookup", ["nik", "nik__exact", "nik__contains", "nik__in", "nik__startswith", "nik__gt"])
def test_it_cannot_be_looked_up_by_mistake(person, nik, lookup):
    with pytest.raises(TypeError, match="blind index"):
        list(Person.objects.filter(**{lookup: [nik] if lookup.endswith("in") else nik}))


def test_the_index_finds_it_in_any_spelling(person, nik):
    assert list(Person.objects.with_nik(f"{nik[:6]} {nik[6:12]}.{nik[12:]}")) == [person]
    assert not Person.objects.with_nik(make_nik()).exists()


def test_the_index_still_finds_what_was_written_under_the_old_key(person, nik, settings):
    settings.BLIND_INDEX_KEYS = f"2:{OTHER},{settings.BLIND_INDEX_KEYS}"
    assert list(Person.objects.with_nik(nik)) == [person]


def test_an_index_says_nothing_across_purposes(nik):
    assert blind_index(nik, "nik") != blind_index(nik, "passport")


def test_the_index_follows_its_source(person):
    person.nik = new = make_nik()
    person.save()
    assert list(Person.objects.with_nik(new)) == [person]


def test_two_fields_of_one_model_do_not_open_each_other(person):
    assert Person._meta.get_field("nik").column_name == COLUMN
    assert Document._meta.get_field("number").column_name != COLUMN
