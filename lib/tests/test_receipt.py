import pytest

from lib import receipt


def test_there_are_7776_different_words_and_none_of_them_hurts():
    assert len(set(receipt.words())) == len(receipt.words()) == 7776
    assert not receipt.NEVER & set(receipt.words())


def test_the_same_seed_gives_the_same_code_and_another_report_another():
    assert receipt.code_of("report", "seed") == receipt.code_of("report", "seed")
    assert receipt.code_of("report", "seed") != receipt.code_of("other", "seed")


def test_without_our_key_a_seed_is_worth_nothing(settings):
    before = receipt.code_of("report", "seed"), receipt.stretch("batas kilat sumur padat")
    settings.RECEIPT_KEY = "A" * 43 + "="
    assert before[0] != receipt.code_of("report", "seed")
    assert before[1] != receipt.stretch("batas kilat sumur padat")


@pytest.mark.parametrize("typed", ["{}", "  {}\n", "{}.", "1) {}"])
def test_a_code_is_read_as_people_write_it(typed):
    code = receipt.code_of("report", "seed")
    assert receipt.read(typed.format(code.upper().replace(" ", " - "))) == (code, [])


@pytest.mark.parametrize("typed", ["", "batas", "batas kilat sumur padat batas", "\0", "📞" * 5000])
def test_what_is_no_code_is_none(typed):
    assert receipt.read(typed)[0] is None


def test_a_word_we_never_give_is_named():
    assert receipt.read("batas telepon sumur padat") == (None, ["telepon"])
