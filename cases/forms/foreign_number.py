import uuid

from django import forms

from cases.models import ForeignNumber


class ForeignNumberForm(forms.ModelForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = ForeignNumber
        fields = ["kind", "number"]
        error_messages = {"kind": {"required": "Pilih nomor apa ini."}, "number": {"required": "Isi nomornya."}}
        help_texts = {"number": "Tulis persis seperti disebut instansi itu."}

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
