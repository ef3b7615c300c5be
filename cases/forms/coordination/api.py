"""What the API takes in; the names of the fields are those of its document."""

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.upload import UploadField

NOT_TEXT = "Isi dengan teks (string)."
UNKNOWN = "Isian ini tidak dikenal."


class _Words(forms.Form):
    reference = forms.CharField(max_length=100, required=False)
    promised_on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    said_by = forms.CharField(max_length=150, required=False)
    message = forms.CharField(max_length=4000, required=False)


class StepForm(_Words):
    target = forms.CharField(max_length=40, error_messages={"required": "Isi langkahnya. Lihat `steps`."})
    seen = forms.CharField(max_length=40, required=False)
    person = forms.CharField(max_length=20, required=False)


class MessageForm(_Words):
    pass


class FileForm(forms.Form):
    file = UploadField()
    message = forms.CharField(max_length=4000, required=False)


class PageForm(forms.Form):
    page = forms.IntegerField(min_value=1, max_value=1000, required=False)
    updated_since = forms.DateTimeField(
        required=False, error_messages={"invalid": "Tulis tanggal dan jam, misalnya 2026-11-24T08:00:00+07:00."}
    )


def wrong_fields(form_class, data):
    """What a form would not notice: names it does not know, and values that are no text."""
    fields = form_class.base_fields
    found = {name: [UNKNOWN] for name in data if name not in fields}
    return found | {name: [NOT_TEXT] for name, value in data.items() if name in fields and not _is_text(value)}


def _is_text(value):
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair passes as JSON, and can be written nowhere
        return False
    return True


def key_of(text):
    """The Idempotency-Key as a UUID, or None."""
    try:
        return forms.UUIDField().clean(text)
    except ValidationError:
        return None
