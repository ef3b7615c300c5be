import logging

import pytest

from pangkalpinang_pmi.logs import MaskSecrets


@pytest.mark.parametrize(
    "message, args, expected",
    [
        ("GET /mitra/abc-DEF_1/ 200", (), "GET /mitra/••• 200"),
        ("GET /lapor/lacak/ 200", (), "GET /lapor/••• 200"),
        ("NIK %s", ("1971054502930001",), "NIK •••"),
        ("call +628123456789 now", (), "call ••• now"),
        ("took 1234 ms", (), "took 1234 ms"),
    ],
)
def test_no_secret_reaches_a_log(message, args, expected):
    record = logging.LogRecord("t", logging.INFO, "", 0, message, args, None)
    MaskSecrets().filter(record)
    assert record.getMessage() == expected
