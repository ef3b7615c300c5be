"""What somebody asks about his own data, and the answer."""

import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone

from cases.forms.reminders.duty import MOMENT
from cases.models import DataRequest
from cases.models.data_request import NO_GROUND
from cases.rules.workflow import LONG_AGO, REQUIRED, TOO_LONG_AGO
from cases.states.data_request import DataRequestStatus
from cases.values.data_request import RefusalGround

LONG = {"max_length": 4000, "widget": forms.Textarea(attrs={"rows": 3})}
HELP = {
    DataRequestStatus.DIPENUHI: "Tulis apa yang dijawab, dan bagaimana jawaban itu sampai kepadanya.",
    DataRequestStatus.DITOLAK: "Tulis penjelasan yang disampaikan kepadanya. Pemohon berhak tahu alasannya.",
}


class DataRequestForm(forms.ModelForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = DataRequest
        fields = ["kind", "wish", "applicant", "identity_check", "received_at"]
        labels = {"applicant": "Siapa yang meminta", "received_at": "Diterima pada (WIB)"}
        widgets = {
            "wish": forms.Textarea(attrs={"rows": 3}),
            "applicant": forms.TextInput,
            "identity_check": forms.TextInput,
            "received_at": MOMENT,
        }
        help_texts = {
            "wish": "Dengan kata-katanya sendiri.",
            "applicant": "Warga itu sendiri, walinya, atau orang yang diberi kuasa.",
            "identity_check": "Misalnya: KTP asli dicocokkan di loket; surat kuasa bermeterai.",
            "received_at": "Dijawab paling lambat 72 jam sesudahnya, hari libur ikut dihitung.",
        }
        error_messages = {
            "kind": {"required": "Pilih apa yang diminta."},
            "applicant": {"required": "Tulis siapa yang meminta."},
            "identity_check": {"required": "Tulis bagaimana identitasnya diperiksa."},
            "received_at": {"required": "Isi kapan permintaannya diterima."},
        }

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4(), "received_at": timezone.localtime()})
        for name, most in (("wish", 4000), ("applicant", 150), ("identity_check", 300)):
            self.fields[name].max_length = most
            self.fields[name].validators.append(MaxLengthValidator(most))

    def clean_received_at(self):
        if self.cleaned_data["received_at"].date() < LONG_AGO:
            raise forms.ValidationError(TOO_LONG_AGO)
        return self.cleaned_data["received_at"]


class AnswerForm(forms.Form):
    """One step. `seen` is the status the page showed when the step was chosen."""

    target = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(
        label="Alasan penolakan",
        choices=[("", "Pilih"), *RefusalGround.choices],
        error_messages={"required": NO_GROUND},
    )
    note = forms.CharField(label="Penjelasan", error_messages={"required": REQUIRED["note"]}, **LONG)

    def __init__(self, move, data=None):
        first = {"target": move.target, "seen": move.source, "client_uuid": uuid.uuid4()}
        super().__init__(data, initial=first, auto_id="id_answer_%s")
        self.fields["note"].help_text = HELP.get(move.target, "")
        if move.target != DataRequestStatus.DITOLAK:
            del self.fields["ground"]


class LiftForm(forms.Form):
    reason = forms.CharField(
        label="Mengapa pembatasannya dicabut?",
        help_text="Misalnya: putusan pengadilan sudah tetap; nomor putusannya.",
        error_messages={"required": "Tulis alasan pencabutannya."},
        **LONG,
    )
