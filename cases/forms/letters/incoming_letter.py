import uuid

from django import forms

from accounts.models import Agency
from cases.forms.fields import DATE, one_of
from cases.forms.upload import UploadField
from cases.models import Case, CaseLetter
from cases.rules.letters.incoming_letter import AFTER_RECEIPT, ANSWERABLE
from cases.rules.workflow import IN_THE_FUTURE, LONG_AGO, TOO_LONG_AGO
from cases.values.case_letter import Secrecy
from cases.values.incoming_letter import IncomingKind
from lib.clock import today

ONE_SENDER = "Pilih instansinya, atau tulis pengirimnya kalau tidak ada di daftar."
TWO_SENDERS = "Isi salah satu saja: instansi dari daftar, atau pengirim lain."
NO_CASE = "Tidak ada kasus dengan nomor ini. Periksa lagi nomornya."
NO_LETTER = "Tidak ada surat keluar dengan nomor ini yang menunggu balasan. Periksa lagi nomornya."
# A list of returnees has a page of its own; its letter comes into the agenda with it.
BY_HAND = (IncomingKind.S04, IncomingKind.LAIN)


class IncomingLetterForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = one_of("Jenis surat", [(kind.value, kind.label.capitalize()) for kind in BY_HAND])
    number = forms.CharField(
        label="Nomor surat pengirim",
        max_length=100,
        error_messages={"required": "Isi nomornya."},
        help_text="Persis seperti tertulis di surat itu.",
    )
    dated_on = forms.DateField(
        label="Tanggal surat", widget=DATE, error_messages={"required": "Isi tanggal yang tertulis di surat itu."}
    )
    received_on = forms.DateField(
        label="Diterima pada", widget=DATE, error_messages={"required": "Isi kapan surat itu diterima."}
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Instansi pengirim", required=False, empty_label="Tidak ada di daftar"
    )
    sender = forms.CharField(label="Pengirim lain", max_length=150, required=False, help_text="Nama kantornya saja.")
    subject = forms.CharField(label="Perihal", max_length=300, required=False)
    secrecy = one_of("Sifat surat", Secrecy)
    case = forms.CharField(
        label="Nomor kasus",
        max_length=32,
        required=False,
        help_text="Kalau suratnya tentang satu kasus.",
    )
    answers = forms.CharField(
        label="Membalas surat Disnaker nomor",
        max_length=100,
        required=False,
        help_text="Surat itu lalu tercatat dibalas.",
    )
    file = UploadField(label="Foto atau pindaian suratnya", required=False)

    def __init__(self, actor, data=None, files=None, *, first=None):
        self.actor = actor
        usual = {"client_uuid": uuid.uuid4(), "kind": IncomingKind.S04, "received_on": today()}
        super().__init__(data, files, initial=usual | {"secrecy": Secrecy.TERBATAS} | (first or {}))
        self.fields["agency"].queryset = Agency.objects.valid(today())

    def _day(self, name):
        value = self.cleaned_data[name]
        if value > today():
            raise forms.ValidationError(IN_THE_FUTURE)
        if value < LONG_AGO:
            raise forms.ValidationError(TOO_LONG_AGO)
        return value

    def clean_dated_on(self):
        return self._day("dated_on")

    def clean_received_on(self):
        return self._day("received_on")

    def clean_case(self):
        typed = self.cleaned_data["case"].strip().upper()
        found = Case.objects.visible_to(self.actor).filter(number=typed).first() if typed else None
        if typed and found is None:
            raise forms.ValidationError(NO_CASE)
        return found

    def clean_answers(self):
        typed = self.cleaned_data["answers"].strip()
        waiting = CaseLetter.objects.visible_to(self.actor).issued().filter(status__in=ANSWERABLE)
        found = waiting.filter(number__iexact=typed).first() if typed else None
        if typed and found is None:
            raise forms.ValidationError(NO_LETTER)
        return found

    def clean(self):
        cleaned = super().clean()
        if "agency" not in self.errors and "sender" not in self.errors:
            agency, sender = cleaned.get("agency"), cleaned.get("sender")
            if bool(agency) == bool(sender):
                self.add_error("sender", TWO_SENDERS if agency else ONE_SENDER)
        dated_on, received_on = cleaned.get("dated_on"), cleaned.get("received_on")
        if dated_on and received_on and dated_on > received_on:
            self.add_error("dated_on", AFTER_RECEIPT)
        return cleaned
