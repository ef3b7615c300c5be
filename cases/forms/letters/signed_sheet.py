from uuid import uuid4

from django import forms

from cases.forms.letters.case_letter_step import SHEET_HELP
from cases.forms.upload import UploadField
from cases.rules.letters.signed_sheet import NO_REASON


class SignedSheetForm(forms.Form):
    """The scan of a signed letter; where one is kept already, also why it is replaced."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32767)
    file = UploadField(label="Lembar bertanda tangan", help_text=SHEET_HELP)
    because = forms.CharField(
        label="Mengapa diganti",
        max_length=300,
        error_messages={"required": NO_REASON},
        help_text="Lembar lama tetap ada.",
    )

    def __init__(self, letter, data=None, files=None):
        super().__init__(data, files, initial={"client_uuid": uuid4(), "seen": letter.sheet_version})
        if not letter.sheet_version:
            del self.fields["because"]
