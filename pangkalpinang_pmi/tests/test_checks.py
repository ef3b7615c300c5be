import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from pangkalpinang_pmi import checks

KEY = "1:" + "QUFB" * 10 + "QUE="


def ids(problems):
    return [problem.id for problem in problems]


def test_the_settings_of_the_tests_are_sound():
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize(
    "name, value, expected",
    [
        ("SECRET_KEY", "short", "pmi.E001"),
        ("FIELD_KEYS", "1:notbase64!", "pmi.E002"),
        ("FIELD_KEYS", "", "pmi.E002"),
        ("FIELD_KEYS", "1:QUFB", "pmi.E002"),
        ("BLIND_INDEX_KEYS", "no-id", "pmi.E003"),
    ],
)
def test_a_weak_secret_stops_the_start(settings, name, value, expected):
    setattr(settings, name, value)
    assert expected in ids(checks.check_secrets(None))
    with pytest.raises(SystemCheckError):
        call_command("check")


def test_values_and_indexes_must_not_share_a_key(settings):
    settings.BLIND_INDEX_KEYS = settings.FIELD_KEYS
    assert ids(checks.check_secrets(None)) == ["pmi.E004"]


def test_production_is_warned_of_demo_http_and_missing_mail(settings):
    settings.DEMO, settings.SITE_IS_HTTPS = True, False
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert ids(checks.check_production(None)) == ["pmi.W001", "pmi.W002", "pmi.W003"]
