"""A start with the wrong keys is refused before anything is written with them."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from accounts import key_canary
from accounts.models import KeyCanary
from pangkalpinang_pmi.worker_start import KeysFit

OTHER = base64.b64encode(b"x" * 32).decode()


def test_the_first_start_leaves_its_word(db):
    key_canary.assert_keys_fit()
    key_canary.assert_keys_fit()
    assert KeyCanary.objects.get().word == key_canary.WORD


@pytest.mark.parametrize("keys", [f"1:{OTHER}", f"2:{OTHER}"])
def test_other_keys_are_refused_with_one_sentence(db, settings, keys):
    key_canary.assert_keys_fit()
    settings.FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS do not fit"):
        key_canary.assert_keys_fit()


def test_a_new_key_before_the_old_one_fits(db, settings):
    key_canary.assert_keys_fit()
    settings.FIELD_KEYS = f"2:{OTHER},{settings.FIELD_KEYS}"
    key_canary.assert_keys_fit()


def test_another_word_is_refused(db):
    KeyCanary.objects.create(pk=1, word="lain")
    with pytest.raises(ImproperlyConfigured):
        key_canary.assert_keys_fit()


def test_without_a_database_the_start_goes_on(db, monkeypatch, caplog):
    def refuse(**kwargs):
        raise OperationalError

    monkeypatch.setattr(KeyCanary.objects, "get_or_create", refuse)
    key_canary.assert_keys_fit()
    assert "could not be checked" in caplog.text


def test_the_worker_asks_before_it_starts(db, settings):
    key_canary.assert_keys_fit()
    settings.FIELD_KEYS = f"1:{OTHER}"
    with pytest.raises(ImproperlyConfigured):
        KeysFit(None)
