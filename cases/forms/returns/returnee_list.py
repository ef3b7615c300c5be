"""The box for a list of returnees, pasted or uploaded, and the decision about one of its lines."""

import re
import uuid

from django import forms

from cases.forms.fields import DATE, country_field
from cases.forms.move import SOURCES
from cases.forms.reminders.duty import MOMENT
from cases.forms.returns.arrival import FIRST, TOO_LONG_AGO
from cases.forms.sheets.sheet import SheetField
from cases.models import CasePerson, GroupEvent, Person, ReturneeList
from cases.rules.letters.incoming_letter import AFTER_RECEIPT
from cases.rules.returns.returnee_list import GONE, MOST_LINES
from cases.rules.returns.returnee_page import prefix_of
from cases.rules.workflow import IN_THE_FUTURE
from cases.values.choices import Source, Urgency
from cases.values.returnee import ReturneeDecision
from cases.values.returnee_line import rows_of
from lib.clock import today

NOTHING = "Tempel daftarnya, atau pilih berkasnya."
BOTH = "Pilih salah satu: tempel daftarnya, atau unggah berkasnya."
CHOOSE = "Pilih siapa orang di baris ini."
MOST_LETTERS = 100_000
OTHERS = (ReturneeDecision.BELUM_TERIDENTIFIKASI, ReturneeDecision.BUKAN_WARGA_KOTA)
LARGEST_KEY = 2**63 - 1
CHOSEN = re.compile(r"baris([0-9]{1,19})-choice")


class ReturneeListForm(forms.ModelForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Tempel daftarnya di sini",
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text="Satu orang satu baris: nama, nomor paspor, dan tanggal lahir atau NIK kalau ada. Urutannya bebas.",
    )
    file = SheetField(
        label="Atau unggah berkas Excel atau CSV",
        required=False,
        help_text="Jenis .xlsx atau .csv, paling banyak 500 orang. Judul kolom boleh ada, boleh tidak.",
    )
    dated_on = forms.DateField(
        label="Tanggal surat itu", widget=DATE, required=False, help_text="Boleh kosong. Suratnya masuk buku agenda."
    )
    country = country_field(label="Pulang dari negara", help_text="Kosongkan kalau belum tahu.")
    urgency = forms.ChoiceField(label="Kegawatan kasus baru", choices=Urgency, initial=Urgency.P2)
    source = forms.ChoiceField(label="Kabar dari", choices=SOURCES, initial=Source.BP3MI)
    group = forms.ModelChoiceField(
        GroupEvent.objects.none(),
        label="Rombongan",
        required=False,
        empty_label="Tidak masuk rombongan",
        help_text="Yang belum punya kasus terbuka dibukakan kasus, lalu masuk rombongan ini.",
    )

    class Meta:
        model = ReturneeList
        fields = ["reference", "received_on", "arrives_at", "source", "country", "category", "urgency", "group"]
        labels = {
            "category": "Jenis masalah kasus baru",
            "received_on": "Diterima pada",
            "arrives_at": "Tiba pada (WIB)",
        }
        help_texts = {
            "reference": "Dari surat yang membawa daftar ini.",
            "arrives_at": "Kalau tertulis di surat itu. Petugas piket diberi tahu sebelum mereka tiba.",
        }
        widgets = {"received_on": DATE, "arrives_at": MOMENT}

    def __init__(self, actor, data=None, files=None):
        super().__init__(data, files, initial={"client_uuid": uuid.uuid4(), "received_on": today()})
        self.fields["group"].queryset = GroupEvent.objects.visible_to(actor)
        self.order_fields(["client_uuid", "text", "file", "reference", "dated_on", *self.Meta.fields])

    def clean_received_on(self):
        if self.cleaned_data["received_on"] > today():
            raise forms.ValidationError(IN_THE_FUTURE)
        return self.cleaned_data["received_on"]

    def clean_arrives_at(self):
        if (self.cleaned_data["arrives_at"] or FIRST) < FIRST:
            raise forms.ValidationError(TOO_LONG_AGO)
        return self.cleaned_data["arrives_at"]

    def clean(self):
        cleaned = super().clean()
        typed, file = cleaned.get("text", "").strip(), cleaned.get("file")
        if "file" not in self.errors and "text" not in self.errors and bool(typed) == bool(file):
            self.add_error("text", BOTH if typed else NOTHING)
        dated_on, received_on = cleaned.get("dated_on"), cleaned.get("received_on")
        if dated_on and received_on and dated_on > received_on:
            self.add_error("dated_on", AFTER_RECEIPT)
        return cleaned

    def what(self):
        """Keyword arguments for `returnee_list.receive`."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("text", "file")}
        file = self.cleaned_data["file"]
        return given | {"sheets": file[1] if file else [("", rows_of(self.cleaned_data["text"]))]}


class ReturneeForm(forms.Form):
    """One of ours (`p12` a person, `l34` where he stands in a case), or one of the two other answers."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    choice = forms.CharField(max_length=30, error_messages={"required": CHOOSE})
    note = forms.CharField(label="Catatan", max_length=500, required=False)

    def __init__(self, actor, data=None, *, line, prefix=None):
        self.actor, self.line = actor, line
        initial = {"client_uuid": uuid.uuid4(), "seen": line.version, "note": line.note}
        super().__init__(data, initial=initial, prefix=prefix)

    def clean_choice(self):
        """(decision, whom it names)."""
        typed = self.cleaned_data["choice"]
        if typed in OTHERS:
            return typed, {}
        named = re.fullmatch(r"([pl])([0-9]{1,19})", typed)
        if not named or int(named[2]) > LARGEST_KEY:
            raise forms.ValidationError(CHOOSE)
        name, model = ("person", Person) if named[1] == "p" else ("link", CasePerson)
        row = model.objects.visible_to(self.actor).filter(pk=int(named[2])).first()
        if row is None:
            raise forms.ValidationError(GONE)
        return ReturneeDecision.WARGA_KITA, {name: row}

    def what(self):
        """(decision, keyword arguments) for `returnee_list.decide`."""
        data = self.cleaned_data
        decision, whom = data["choice"]
        return decision, {**whom, "seen": data["seen"], "key": data["client_uuid"], "note": data["note"]}

    def renew(self, version):
        """After another's decision: what was typed stays, the next try counts from the newest version."""
        self.data = self.data.copy()
        self.data["seen"] = version


def chosen_forms(actor, data, lines):
    """Of the lines of a page, a form for each where somebody was chosen; the others wait."""
    keys = [int(found[1]) for name in data if data[name] and (found := CHOSEN.fullmatch(name))]
    lines = lines.filter(pk__in=[key for key in keys if key <= LARGEST_KEY]).select_related("list")[:MOST_LINES]
    return [ReturneeForm(actor, data, line=line, prefix=prefix_of(line)) for line in lines]
