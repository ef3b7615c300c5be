"""What the family said on the telephone after its case was closed."""

import uuid

from django import forms

from cases.forms.fields import DATE, one_of
from cases.rules.workflow import IN_THE_FUTURE
from cases.values.satisfaction import CallResult, Satisfaction
from lib.clock import today

WHAT_SAID = "Pilih jawaban keluarga."


class SatisfactionForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    called_on = forms.DateField(
        label="Tanggal telepon", widget=DATE, error_messages={"required": "Isi kapan keluarga ditelepon."}
    )
    result = one_of("Hasil telepon", CallResult, "Pilih hasilnya.")
    answer = one_of(
        "Seberapa puas keluarga dengan penanganan kami?",
        Satisfaction,
        required=False,
        help_text="Isi kalau keluarga menjawab.",
    )
    suggestion = forms.CharField(
        label="Saran keluarga", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4(), "called_on": today()})

    def clean_called_on(self):
        if self.cleaned_data["called_on"] > today():
            raise forms.ValidationError(IN_THE_FUTURE)
        return self.cleaned_data["called_on"]

    def clean(self):
        """Who was not reached has said nothing, whatever stands in the form."""
        cleaned = super().clean()
        if cleaned.get("result") != CallResult.TERSAMBUNG:
            cleaned |= {"answer": "", "suggestion": ""}
        elif not cleaned.get("answer"):
            self.add_error("answer", WHAT_SAID)
        return cleaned
