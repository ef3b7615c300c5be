import re
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from lib.encryption import DecryptError
from lib.search_words import opened, seal, unseal

ME, OTHER = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
WORDS = "Siti Nur’aini 1971054502930001 >>>???"


def asked(query, user=ME):
    request = RequestFactory().get("/", query)
    request.user = user
    return opened(request)


def test_what_was_sealed_is_read_again():
    assert unseal(seal(WORDS, ME), ME) == WORDS


def test_a_token_fits_an_address_and_is_never_the_same_twice():
    tokens = {seal(WORDS * length, ME) for length in range(1, 5) for _ in range(20)}
    assert len(tokens) == 80
    assert all(re.fullmatch(r"[\w.-]+", token) for token in tokens)


def test_it_opens_for_nobody_else():
    with pytest.raises(DecryptError):
        unseal(seal(WORDS, ME), OTHER)


def test_it_opens_while_an_old_key_is_kept_and_no_longer(settings):
    token, old = seal("siti", ME), settings.FIELD_KEYS
    new = f"new-key_1:{'A' * 43}="
    settings.FIELD_KEYS = f"{new},{old}"
    assert asked({"cari": token}).query["q"] == "siti"
    assert asked({"cari": seal("siti", ME)}).query["q"] == "siti"
    settings.FIELD_KEYS = new
    assert asked({"cari": token}).is_unreadable


@pytest.mark.parametrize("token", ["x", "a.b", "\0", "é.é", "1.", ".", "siti", "=" * 9, "k1.AAAA", "a" * 5000])
def test_what_is_no_token_is_no_search(token):
    found = asked({"cari": token, "status": "PULANG"})
    assert found.is_unreadable
    assert "q" not in found.query and found.query["status"] == "PULANG"


def test_a_token_that_was_changed_is_no_search():
    token = seal("siti", ME)
    assert asked({"cari": token[:-3]}).is_unreadable
    assert asked({"cari": token.swapcase()}).is_unreadable


def test_words_in_the_open_are_not_heard():
    assert asked({"q": "siti"}) == ({}, False)
    assert asked({"q": "siti", "cari": seal("budi", ME)}).query.getlist("q") == ["budi"]
