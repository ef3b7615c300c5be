"""Three digits to copy, asked of a network that sends very much: words alone, so that any browser can answer."""

import secrets

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

SALT = "cases.copied_digits"
WRONG = "Angkanya belum sama. Lihat lagi, lalu tulis ketiga angkanya."


class CopiedDigitsForm(forms.Form):
    """The digits travel with the form, signed; a wrong answer is asked again with the same ones."""

    copied = forms.CharField(
        max_length=20,
        help_text="Tulis angkanya saja. Spasi boleh.",
        widget=forms.TextInput(attrs={"class": "width-16", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": WRONG},
    )
    digits = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, data=None):
        asked = _read((data or {}).get("digits", ""))
        super().__init__(data if asked else None)
        self.asked = asked or f"{secrets.randbelow(1000):03}"
        self.initial["digits"] = signing.dumps(self.asked, salt=SALT)
        self.fields["copied"].label = f"Salin tiga angka ini: {' '.join(self.asked)}"

    def clean_copied(self):
        if "".join(self.cleaned_data["copied"].split()) != self.asked:
            raise ValidationError(WRONG)
        return self.asked


def _read(token):
    """The digits that we asked for, or nothing where the hidden text is not ours or lay about for a day."""
    try:
        return signing.loads(token, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return ""
