import uuid

from django import forms

from accounts.models import Role
from cases.forms.fields import DATE
from cases.forms.upload import UploadField
from cases.rules.workflow import REQUIRED
from cases.states import moves
from cases.states.coordination import ANSWER
from cases.values.choices import CloseReason, Source
from lib.clock import today

SOURCES = [("", "Pilih"), *((value, label) for value, label in Source.choices if value != Source.IMPOR)]
SAID_BY_HELP = "Perlu kalau kabarnya dari instansi, misalnya: Bu Rina, petugas BP3MI, lewat telepon."


class MoveForm(forms.Form):
    """One step, with only the fields it needs. `seen` is the status the page showed when the step was chosen."""

    target = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label="Alasan", choices=[("", "Pilih"), *CloseReason.choices])
    reference = forms.CharField(label="Nomor surat, tiket, atau registrasi", max_length=100)
    happened_on = forms.DateField(
        label="Tanggal kejadian", widget=DATE, error_messages={"required": "Isi kapan ini terjadi."}
    )
    source = forms.ChoiceField(
        label="Kabar dari", choices=SOURCES, error_messages={"required": "Pilih dari siapa kabar ini datang."}
    )
    said_by = forms.CharField(label="Menurut siapa", max_length=150, required=False, help_text=SAID_BY_HELP)
    note = forms.CharField(label="Catatan", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    promised_on = forms.DateField(
        label="Kabar berikutnya dijanjikan", widget=DATE, required=False, help_text="Boleh dikosongkan."
    )
    file = UploadField(label="Foto atau surat", required=False)

    def __init__(self, move, actor, data=None, files=None, *, reference=""):
        first = {
            "reference": reference,
            "target": move.target,
            "seen": move.source,
            "client_uuid": uuid.uuid4(),
            "happened_on": today(),
            "source": Source.BP3MI if actor.role == Role.BP3MI else Source.DISNAKER,
        }
        super().__init__(data, files, initial=first, auto_id="id_move_%s")
        asks = dict(move.asks)
        for name, sentence in REQUIRED.items():
            self.fields[name].required = name in move.needs
            self.fields[name].error_messages["required"] = asks.get(name, sentence)
            self.fields[name].help_text = asks.get(name, "")
        for name in {moves.REASON, moves.REFERENCE} - {*move.needs, *move.offers}:
            del self.fields[name]
        if move.permission != ANSWER:
            del self.fields["promised_on"]


def typed_in(data):
    """What was written into a step that is not open any more, so that nothing typed is lost."""
    return [text for name in ("note", "reference", "said_by") if (text := data.get(name, "").strip())]
