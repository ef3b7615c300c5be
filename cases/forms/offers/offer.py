"""A job offer to be looked at: pasted, or told in a few words; and the question to Disnaker that may follow."""

import uuid

from django import forms

from cases.forms.fields import PhoneField, country_field
from cases.forms.upload import UploadField
from cases.models import OfferQuestion

LONG_TEXT = 5000
VISAS = [
    ("", "Tidak tahu"),
    ("kerja", "Visa kerja"),
    ("wisata", "Visa wisata atau kunjungan"),
    ("visa nanti diurus di sana", "Nanti diurus di sana"),
]
SOON = [
    ("", "Belum tahu"),
    (1, "Hari ini atau besok"),
    (7, "Dalam seminggu"),
    (30, "Dalam sebulan"),
    (90, "Lebih lama"),
]
NOTHING_TOLD = "Tempel tawarannya, atau isi paling sedikit satu hal tentang tawaran itu."
NOTHING_SENT = "Tempel tawarannya, isi paling sedikit satu hal, atau kirim tangkapan layarnya."
PICTURE_HELP = "Foto layar chat atau iklannya. Boleh juga PDF. Paling besar 10 MB."


def short(label, help_text="", **attrs):
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=200, required=False, help_text=help_text, widget=widget)


class OfferForm(forms.Form):
    """Read and forgotten."""

    text = forms.CharField(
        label="Tempel chat atau ceritakan tawarannya",
        max_length=LONG_TEXT,
        required=False,
        help_text="Salin pesannya apa adanya, termasuk nomor yang menawarkan. Nama Anda tidak perlu.",
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    company = short("Nama perusahaan")
    country = country_field(label="Negara tujuan")
    job = short("Pekerjaannya")
    pay = short("Gajinya", "Misalnya: 12 juta sebulan.")
    visa = forms.ChoiceField(label="Visa yang dijanjikan", choices=VISAS, required=False)
    offered_by = short("Siapa yang menawarkan?", "Misalnya: teman sekolah, akun Facebook, agen.")
    money_asked = short("Diminta bayar berapa?", "Misalnya: 5 juta untuk paspor.")
    leaves_in_days = forms.TypedChoiceField(
        label="Kapan harus berangkat?", choices=SOON, coerce=int, empty_value=None, required=False
    )

    TOLD = ("text", "company", "country", "job", "pay", "visa", "offered_by", "money_asked", "leaves_in_days")
    FEW = TOLD[1:]
    nothing = NOTHING_TOLD

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.TOLD:
            self.fields[name].one_of_two = True  # no "boleh kosong" beside each: one of them is enough

    def few(self):
        """The fields beside the pasted text."""
        return [self[name] for name in self.FEW]

    def has_few(self):
        return any(self[name].value() or self[name].errors for name in self.FEW)

    def told(self):
        return {name: self.cleaned_data[name] for name in self.TOLD}

    def offer(self):
        return OfferQuestion(**self.told()).offer

    def clean(self):
        data = super().clean()
        if not self.errors and not self.is_told(data):
            self.add_error("text", self.nothing)
        return data

    def is_told(self, data):
        return any(data.get(name) for name in self.TOLD)


class AskForm(OfferForm):
    """The same offer, and what Disnaker needs for an answer."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    seed = forms.UUIDField(widget=forms.HiddenInput)  # of the code; kept nowhere
    recruiter_phone = PhoneField(
        label="Nomor HP atau WhatsApp yang menawarkan",
        required=False,
        help_text="Supaya kami tahu kalau nomor yang sama menawari warga lain.",
    )
    question = forms.CharField(
        label="Yang ingin Anda tanyakan",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: apakah perusahaan ini terdaftar?",
    )
    file = UploadField(label="Tangkapan layar tawarannya", required=False, help_text=PICTURE_HELP)
    asker_phone = PhoneField(
        label="Nomor HP Anda",
        required=False,
        help_text="Hanya kalau Anda mau ditelepon. Tanpa nomor pun jawabannya bisa dibaca dengan kode.",
    )

    nothing = NOTHING_SENT
    EXTRA = ("recruiter_phone", "question", "asker_phone")

    def __init__(self, data=None, files=None, *, carried=None):
        """`carried`: what was told for the check goes along unseen."""
        keys = {"client_uuid": uuid.uuid4(), "seed": uuid.uuid4()}
        super().__init__(data, files, initial={**(carried or {}), **keys}, auto_id="id_ask_%s")
        if carried is not None:
            for name in self.TOLD:
                self.fields[name].widget = forms.HiddenInput()

    def is_told(self, data):
        return super().is_told(data) or bool(data.get("file"))

    def asked(self):
        return self.told() | {name: self.cleaned_data[name] for name in self.EXTRA}


class AnswerForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Jawaban",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Boleh dipercaya atau tidak, mengapa, dan langkah berikutnya. Jangan sebut nama orang.",
        error_messages={"required": "Tulis jawabannya dulu."},
    )

    def __init__(self, data=None, *, question):
        initial = {"version": question.version, "text": question.answer}
        super().__init__(data, auto_id="id_answer_%s", initial=initial)

    def stand_on(self, question):
        """Let it be sent again on top of the answer that is now stored: with both before him, saving is meant."""
        self.data = self.data.copy()
        self.data["version"] = question.version
