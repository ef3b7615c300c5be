import uuid

from django import forms

from cases.forms.fields import optional
from cases.models import ForeignNumber
from cases.values.foreign_number import NumberKind


class ForeignNumberForm(forms.ModelForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Nomor apa",
        choices=optional(NumberKind.choices, "Pilih nomornya"),
        error_messages={"required": "Pilih nomor apa ini."},
    )

    class Meta:
        model = ForeignNumber
        fields = ["kind", "number"]
        error_messages = {"number": {"required": "Isi nomornya."}}
        help_texts = {"number": "Tulis persis seperti disebut instansi itu."}

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
