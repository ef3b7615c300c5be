import uuid

from django import forms

from cases.forms.fields import PhoneField
from cases.rules.casework.recruiter_mention import NOTHING


class RecruiterMentionForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label="Nama atau panggilan", max_length=150, required=False)
    phone = PhoneField(label="Nomor HP atau WhatsApp", required=False)
    told = forms.CharField(
        label="Kata siapa, dan apa yang dilakukannya",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tulis apa yang diceritakan, bukan kesimpulan. Ini dugaan sampai ada putusan.",
        error_messages={"required": "Tulis singkat: kata siapa, dan apa yang dilakukannya."},
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("name") and not cleaned.get("phone"):
            self.add_error("name", NOTHING)
        return cleaned
