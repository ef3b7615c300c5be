"""The steps of a letter: what its receipt, its signed sheet and its answer ask beyond a plain step."""

from django import forms

from cases.forms.fields import DATE
from cases.forms.move import MoveForm
from cases.forms.upload import UploadField
from cases.models.case_letter import NO_SHEET
from cases.rules.letters.incoming_letter import AFTER_RECEIPT
from cases.states import moves
from cases.states.case_letter import AGENDA, RECEIVER, SENT, CaseLetterStatus
from lib.clock import today

SHEET_HELP = "Pindaian atau foto surat yang sudah ditandatangani, semua halaman. Paling besar 10 MB."
LATER_HELP = "Isi hanya kalau lembarnya belum ada di tangan Anda. Portal mengingatkan sampai lembarnya diunggah."


class LetterStepForm(MoveForm):
    sheet = UploadField(label="Lembar bertanda tangan", required=False, help_text=SHEET_HELP)
    sheet_later = forms.CharField(
        label="Kalau lembarnya menyusul: mengapa?", max_length=300, required=False, help_text=LATER_HELP
    )
    answer_dated_on = forms.DateField(
        label="Tanggal surat balasannya", widget=DATE, error_messages={"required": "Isi tanggal suratnya."}
    )

    def __init__(self, move, actor, data=None, files=None, *, letter):
        super().__init__(move, actor, data, files)
        self.asks_for_sheet = letter.lacks_sheet and move.target in SENT
        if not self.asks_for_sheet:
            del self.fields["sheet"], self.fields["sheet_later"]
        if move.target == CaseLetterStatus.DIBALAS:
            self._be_an_answer()
        else:
            del self.fields["answer_dated_on"]
        if moves.SPEAKER in move.needs:
            self._be_a_receipt()

    def _be_a_receipt(self):
        """Tanda terima: the other office's number, the day, who took it, and a photo of it where there is one."""
        told = {"reference": ("Nomor agenda kantor penerima", AGENDA), "said_by": ("Diterima oleh", RECEIVER)}
        for name, (label, sentence) in told.items():
            field = self.fields[name]
            field.label, field.required, field.help_text = label, True, ""
            field.error_messages["required"] = sentence
        self.fields["reference"].help_text = "Kalau kantor itu tidak memberi nomor, tulis: tanpa nomor."
        self.fields["happened_on"].label = "Tanggal diterima"
        self.fields["file"].label = "Foto tanda terima"
        self.fields["note"].required = False

    def _be_an_answer(self):
        self.initial["answer_dated_on"] = today()
        self.fields["reference"].label = "Nomor surat balasannya"
        self.fields["happened_on"].label = "Tanggal diterima di Disnaker"
        self.fields["file"].label = "Surat balasannya"

    def clean(self):
        cleaned = super().clean()
        if self.asks_for_sheet and "sheet" not in self.errors and not (cleaned["sheet"] or cleaned.get("sheet_later")):
            self.add_error("sheet", NO_SHEET)
        dated_on, received_on = cleaned.get("answer_dated_on"), cleaned.get("happened_on")
        if dated_on and received_on and dated_on > received_on:
            self.add_error("answer_dated_on", AFTER_RECEIPT)
        return cleaned
