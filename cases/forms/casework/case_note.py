import uuid

from django import forms

from cases.forms.fields import DATE
from cases.forms.upload import UploadField
from cases.rules.workflow import IN_THE_FUTURE
from cases.values.casefile import NoteKind
from lib.clock import today

BY_HAND = [(kind, kind.label) for kind in NoteKind if kind != NoteKind.PERUBAHAN]


class CaseNoteForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Catatan",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Tulis dulu catatannya."},
    )

    def __init__(self, data=None, files=None):
        super().__init__(data, files, initial={"client_uuid": uuid.uuid4()})


class CaseEntryForm(CaseNoteForm):
    """An entry in the line of events: a note, a talk with somebody, or a letter."""

    kind = forms.ChoiceField(label="Ini tentang apa?", choices=BY_HAND, required=False, initial=NoteKind.CATATAN)
    spoke_with = forms.CharField(
        label="Dengan siapa, lewat apa",
        max_length=150,
        required=False,
        help_text="Untuk kontak. Misalnya: ibu, telepon 3 menit. Jangan tulis nomornya.",
    )
    happened_on = forms.DateField(label="Tanggal kejadian", widget=DATE, required=False, help_text="Kosong: hari ini.")
    file = UploadField(label="Foto atau surat", required=False)
    field_order = ["client_uuid", "kind", "text", "spoke_with", "happened_on", "file"]

    def clean_kind(self):
        return self.cleaned_data["kind"] or NoteKind.CATATAN

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"] or today()
        if day > today():
            raise forms.ValidationError(IN_THE_FUTURE)
        return day
