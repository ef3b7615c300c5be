import logging
import sys

import pytest
from django.db import IntegrityError, transaction

from cases.models import Person
from cases.tests.factories import make_nik, make_person
from pangkalpinang_pmi.logs import MaskSecrets


@pytest.mark.parametrize(
    "message, args, expected",
    [
        ("GET /mitra/abc-DEF_1/ 200", (), "GET /mitra/••• 200"),
        ("GET /lapor/lacak/ 200", (), "GET /lapor/••• 200"),
        ("NIK %s", ("1971054502930001",), "NIK •••"),
        ("call +628123456789 now", (), "call ••• now"),
        ("GET /cms/pages/search/?q=Siti+Contoh&p=2 200", (), "GET /cms/pages/search/?q=•••&p=2 200"),
        ("took 1234 ms", (), "took 1234 ms"),
    ],
)
def test_no_secret_reaches_a_log(message, args, expected):
    record = logging.LogRecord("t", logging.INFO, "", 0, message, args, None)
    MaskSecrets().filter(record)
    assert record.getMessage() == expected


def test_no_row_that_a_traceback_quotes_reaches_a_log(siti, caplog):
    """PostgreSQL names the whole row when a constraint fails."""
    try:
        with transaction.atomic():
            Person.objects.filter(pk=siti.pk).update(no_nik_reason="")
    except IntegrityError:
        record = logging.LogRecord("t", logging.ERROR, "", 0, "broken", (), sys.exc_info())
    assert siti.name in logging.Formatter().format(record)
    MaskSecrets().filter(record)
    line = logging.Formatter().format(record)
    assert "person_without_nik_has_reason" in line
    assert siti.name not in line and "Failing row" not in line


def test_requests_write_nothing_personal_into_a_log(client, settings, siti, rudi, ana, caplog):
    """Pages that work, that are refused and that do not exist, and a registration of a NIK known elsewhere."""
    settings.DEMO = True
    nik, phone = make_nik(), "+6281234567890"
    person = make_person(rudi, rudi.territory, name="Melati Rahasia", nik=nik, phone=phone, passport="C7654321")
    with caplog.at_level(logging.DEBUG):
        for actor in (rudi, ana):
            client.force_login(actor.user)
            for path in ("/warga/?q=Melati", f"/warga/?q={nik}", f"/warga/{person.pk}/", "/warga/0/", "/kasus/"):
                client.get(path)
            client.post(f"/warga/{person.pk}/buka/nik/", {"reason": "mengabari keluarga"})
            client.post(
                "/warga/daftar/", {"name": "Melati Rahasia", "nik": nik, "phone": phone, "passport": "C7654321"}
            )
    spoken = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    assert not any(secret in spoken for secret in ("Melati", nik, phone, "C7654321"))
