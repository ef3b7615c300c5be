import uuid

from django import forms

from cases.rules.reminders import duty
from lib.clock import today

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "width-16"}, format="%Y-%m-%dT%H:%M")


class DutyForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    officer = forms.ModelChoiceField(
        queryset=None,
        label="Pemegang telepon 24 jam",
        empty_label="Pilih",
        error_messages={"required": "Pilih petugasnya."},
    )
    deputy = forms.ModelChoiceField(queryset=None, label="Pengganti", empty_label="Tidak ada", required=False)
    starts_at = forms.DateTimeField(
        label="Mulai", widget=MOMENT, error_messages={"required": "Isi tanggal dan jam mulainya."}
    )
    ends_at = forms.DateTimeField(
        label="Sampai", widget=MOMENT, error_messages={"required": "Isi tanggal dan jam selesainya."}
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
        for name in ("officer", "deputy"):
            self.fields[name].queryset = duty.carriers(today())

    def clean(self):
        data = super().clean()
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "Waktu selesai harus sesudah waktu mulai.")
        if data.get("deputy") and data["deputy"] == data.get("officer"):
            self.add_error("deputy", "Pengganti harus orang lain.")
        return data
