import uuid

from django import forms

from cases.forms.fields import DATE
from cases.models import TppoFinding
from cases.rules.workflow import IN_THE_FUTURE
from cases.values.casefile import Assessor, Finding
from lib.clock import today


class TppoFindingForm(forms.ModelForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    assessor = forms.ChoiceField(
        label="Siapa yang menilai",
        choices=[("", "Pilih"), *Assessor.choices],
        error_messages={"required": "Pilih siapa yang menilai."},
    )
    finding = forms.ChoiceField(
        label="Hasil", choices=[("", "Pilih"), *Finding.choices], error_messages={"required": "Pilih hasilnya."}
    )

    class Meta:
        model = TppoFinding
        fields = ["assessor", "assessed_on", "finding", "basis", "note"]
        widgets = {
            "assessed_on": DATE,
            "basis": forms.TextInput,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"basis": "Misalnya: berita acara wawancara, nomor surat."}

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4(), "assessed_on": today()})

    def clean_assessed_on(self):
        if self.cleaned_data["assessed_on"] > today():
            raise forms.ValidationError(IN_THE_FUTURE)
        return self.cleaned_data["assessed_on"]
