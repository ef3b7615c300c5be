import uuid

from django import forms

from cases.forms.fields import DATE
from cases.forms.move import SAID_BY_HELP
from cases.forms.upload import UploadField


class AgencyNewsForm(forms.Form):
    """A promise, a number or a message of an agency, without a step; who said it where an officer writes it down."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    promised_on = forms.DateField(label="Kabar berikutnya dijanjikan", widget=DATE, required=False)
    reference = forms.CharField(
        label="Nomor di instansi itu", max_length=100, required=False, help_text="Kosongkan kalau belum ada."
    )
    said_by = forms.CharField(label="Menurut siapa", max_length=150, required=False, help_text=SAID_BY_HELP)
    message = forms.CharField(label="Pesan", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    file = UploadField(label="Foto atau surat", required=False)

    def __init__(self, actor, data=None, files=None):
        super().__init__(data, files, initial={"client_uuid": uuid.uuid4()})
        for field in self.fields.values():
            field.one_of_two = True  # no "boleh kosong" beside each: one of them is enough
        if actor.agency_id:
            del self.fields["said_by"]
