"""System checks: each misconfiguration has an id and one sentence that says what to do."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from lib.encryption import parse_keys

SECRET_KEY_LENGTH = 50


@register(Tags.security)
def check_secrets(app_configs, **kwargs):
    problems = []
    if len(settings.SECRET_KEY) < SECRET_KEY_LENGTH:
        problems.append(Error("SECRET_KEY is shorter than 50 characters.", id="pmi.E001"))
    for name, number in (("FIELD_KEYS", 2), ("BLIND_INDEX_KEYS", 3)):
        try:
            parse_keys(getattr(settings, name))
        except ImproperlyConfigured as error:
            problems.append(Error(f"{name}: {error}", id=f"pmi.E00{number}"))
    if settings.FIELD_KEYS.partition(":")[2] == settings.BLIND_INDEX_KEYS.partition(":")[2]:
        problems.append(Error("FIELD_KEYS and BLIND_INDEX_KEYS must be different keys.", id="pmi.E004"))
    return problems


@register(Tags.security, deploy=True)
def check_production(app_configs, **kwargs):
    problems = []
    if settings.DEMO:
        problems.append(Warning("DEMO is on: known passwords, no second factor.", id="pmi.W001"))
    if not settings.SITE_IS_HTTPS:
        problems.append(Warning("SITE_URL is not https: cookies and pages travel in the clear.", id="pmi.W002"))
    if settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend")):
        problems.append(Warning("EMAIL_URL is not set: reminders go nowhere.", id="pmi.W003"))
    return problems
