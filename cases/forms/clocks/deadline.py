import uuid

from django import forms
from django.utils import timezone

from cases.forms.checked_row import CheckedRowForm
from cases.forms.fields import DATE
from cases.models import DeadlineParameter

DOWNWARDS = "Angka ini tidak boleh lebih kecil daripada yang untuk Kepala Disnaker."
MOMENT = "%Y-%m-%dT%H:%M"


class DeadlineParameterForm(CheckedRowForm):
    """How long one clock runs, as it was decided."""

    called = "Tenggat ini"

    class Meta:
        model = DeadlineParameter
        fields = ["amount", "unit", "head_after", "mayor_after", "source", "checked_on"]
        widgets = {"checked_on": DATE}

    def clean_amount(self):
        if self.cleaned_data["amount"] == 0:
            raise forms.ValidationError("Isi 1 atau lebih, atau kosongkan kalau tidak ada tenggat.")
        return self.cleaned_data["amount"]

    def clean(self):
        data = super().clean()
        head, mayor = data.get("head_after"), data.get("mayor_after")
        if head is not None and mayor is not None and mayor < head:
            self.add_error("mayor_after", DOWNWARDS)
        return data


class MarkForm(forms.Form):
    """That something was done: when, and what came of it."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    at = forms.DateTimeField(
        label="Kapan dilakukan",
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "width-20"}, format=MOMENT),
        error_messages={"required": "Isi kapan ini dilakukan.", "invalid": "Isi tanggal dan jamnya."},
        help_text="Waktu di Pangkalpinang (WIB).",
    )
    note = forms.CharField(
        label="Hasilnya", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Masuk ke riwayat kasus. Dengan siapa bicara, lewat apa, dan apa katanya.",
    )  # fmt: skip

    def __init__(self, deadline, data=None):
        first = {"client_uuid": uuid.uuid4(), "seen": deadline.started_at.isoformat(), "at": timezone.localtime()}
        super().__init__(data, initial=first)


class ReturnVisitForm(MarkForm):
    """A call on somebody who is home again. What he lived through is not asked: whoever calls lives nearby."""

    def __init__(self, deadline, data=None):
        super().__init__(deadline, data)
        self.fields["at"].label = "Kapan Anda berkunjung"
        self.fields["note"].label = "Apa yang dibutuhkan warga ini"
        self.fields["note"].help_text = (
            "Disnaker membacanya. Misalnya: ingin bekerja lagi, perlu bantuan usaha, anaknya belum sekolah. "
            "Jangan menanyakan apa yang dialami di luar negeri, dan jangan menulis penyakit."
        )
