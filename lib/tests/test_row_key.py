import pytest

from lib.row_key import row_key


def test_digits_are_a_key():
    assert (row_key("7"), row_key("007"), row_key("9" * 18)) == (7, 7, 10**18 - 1)


@pytest.mark.parametrize("text", [None, "", " 7", "-7", "7.0", "٧", "²", "7\n", "9" * 19, "9" * 5000, "K-2026-0001"])
def test_whatever_else_was_typed_is_none(text):
    assert row_key(text) is None
