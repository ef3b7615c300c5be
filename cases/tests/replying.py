"""An officer writes to a reporter as the page leads him: words, preview, sending."""

import uuid

from django.urls import reverse


def address(report, corrects=None):
    return reverse("cases:reply_to_reporter", args=[report.pk]) + (f"?koreksi={corrects.pk}" if corrects else "")


def look(officer, report, text, *, key=None, corrects=None):
    """The form of the preview, as its button "Ya, kirim" sends it."""
    form = {"client_uuid": str(key or uuid.uuid4()), "text": text}
    page = officer.post(address(report, corrects), form)
    return form | {"seen": page.context["preview"].seal, "kirim": "ya"}


def reply(officer, report, text, *, corrects=None):
    return officer.post(address(report, corrects), look(officer, report, text, corrects=corrects))
