import uuid

from django import forms

from cases.forms.fields import DATE, country_field, one_of, urgency_field
from cases.models import Case
from cases.rules.workflow import IN_THE_FUTURE
from cases.values.choices import Category, Relation, Source
from cases.values.identity import normalise_phone
from cases.values.report_channel import SPOKEN, ReportChannel
from lib.clock import today

CHRONOLOGY_HELP = (
    "Siapa, kapan, lewat mana, kerja apa, kontak terakhir kapan dan lewat apa. Kronologi bisa dikirim ke instansi: "
    "jangan tulis nama perekrut atau cara menghubungi keluarga di sini."
)


CHANNELS = (
    (ReportChannel.TELEPON, "Telepon"),
    (ReportChannel.DATANG, "Datang ke kantor"),
    (ReportChannel.DAFTAR, "Daftar dari kantor lain, atau temuan petugas"),
)
ABOUT_WHOM = "Tulis namanya, atau cari dan beri tanda orangnya di atas. Nama panggilan saja juga boleh."
NEW = "BARU"


class OpenCaseForm(forms.ModelForm):
    """The officer's intake. A person may be missing: a call for help is never held up by a register entry."""

    field_order = ["client_uuid", "about", "channel"]  # as they stand on the page, and in its list of errors
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.CharField(
        label="Nama orang yang dilaporkan",
        max_length=150,
        required=False,
        help_text="Kalau belum ketemu di data warga. Nama panggilan saja juga boleh.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    channel = one_of(
        "Kabar ini sampai lewat",
        CHANNELS,
        "Pilih bagaimana kabar ini sampai.",
        help_text="Siapa yang menelepon atau datang mendapat kode empat kata untuk membaca kabar.",
    )
    urgency = urgency_field("Pilih seberapa gawat keadaannya.")
    category = forms.ChoiceField(
        label="Jenis utama",
        choices=[("", "Pilih"), *Category.choices],
        error_messages={"required": "Pilih jenis masalah yang utama."},
    )
    further_categories = forms.MultipleChoiceField(
        label="Jenis lain", choices=Category.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reported_on = forms.DateField(label="Dilaporkan pada", initial=today, widget=DATE)
    source = forms.ChoiceField(
        label="Kabar dari",
        choices=[("", "Pilih"), *Source.choices[:-1]],
        error_messages={"required": "Pilih dari siapa kabar ini datang."},
    )
    reporter_relation = forms.ChoiceField(
        label="Hubungan dengan warga", required=False, choices=[("", "Pilih"), *Relation.choices]
    )

    country = country_field(label="Negara", help_text="Kosongkan kalau belum tahu.")

    class Meta:
        model = Case
        fields = [
            "urgency",
            "category",
            "further_categories",
            "country",
            "place",
            "chronology",
            "reported_on",
            "source",
            "reporter_name",
            "reporter_relation",
            "reporter_phone",
            "kelurahan_may_know",
        ]
        labels = {
            "place": "Tempat",
            "chronology": "Kronologi",
            "reporter_name": "Nama pelapor",
            "reporter_phone": "Nomor HP pelapor",
            "kelurahan_may_know": "Keluarga mengizinkan kelurahan tahu",
        }
        help_texts = {
            "place": "Kota, alamat, atau petunjuk lain. Hanya dibaca petugas.",
            "chronology": CHRONOLOGY_HELP,
            "reporter_phone": "Nomor yang aman dihubungi.",
            "kelurahan_may_know": "Tanyakan dulu. Tanpa izin, kelurahan tidak diberi tahu. RT tidak pernah tahu.",
        }
        widgets = {
            "place": forms.TextInput,
            "chronology": forms.Textarea(attrs={"rows": 5}),
            "reporter_name": forms.TextInput,
            "reporter_phone": forms.TextInput(attrs={"inputmode": "tel", "class": "width-16"}),
        }

    def __init__(self, data=None, *, persons=()):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
        self.persons = persons

    def clean_reporter_phone(self):
        typed = self.cleaned_data["reporter_phone"]
        if not typed:
            return None
        try:
            return normalise_phone(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_reported_on(self):
        if self.cleaned_data["reported_on"] > today():
            raise forms.ValidationError(IN_THE_FUTURE)
        return self.cleaned_data["reported_on"]

    def clean_further_categories(self):
        return [code for code in self.cleaned_data["further_categories"] if code != self.data.get("category")]

    def clean(self):
        data = super().clean()
        if data.get("channel") in SPOKEN and not data.get("about") and not self.persons:
            self.add_error("about", ABOUT_WHOM)
        return data


class SamePersonForm(forms.Form):
    """Asked once where somebody may have told of the same person before."""

    same = one_of("Apakah ini orang yang sama?", (), "Pilih salah satu.")
    reports = forms.MultipleChoiceField(
        label="Laporan lain yang menunggu, tautkan juga",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Setiap pelapor tetap punya percakapan sendiri.",
    )

    def __init__(self, data=None, *, alike):
        super().__init__(data if data and "same" in data else None)
        self.cases = {found.row.number: found.row for found in alike.cases}
        self.waiting = {str(found.row.pk): found.row for found in alike.reports}
        lines = [(found.row.number, _of_case(found)) for found in alike.cases]
        self.fields["same"].choices = [*lines, (NEW, "Bukan, buka kasus baru" if lines else "Buka kasus baru")]
        self.fields["reports"].choices = [(str(found.row.pk), _of_report(found)) for found in alike.reports]
        if not lines:
            self.fields["same"].widget = forms.HiddenInput()
            self.initial["same"] = NEW
        if not self.waiting:
            del self.fields["reports"]

    def chosen(self):
        """The case that it is, if it is one, and the reports that are about it too."""
        data = self.cleaned_data
        return {"same": self.cases.get(data["same"]), "reports": [self.waiting[key] for key in data.get("reports", [])]}


def _of_case(found):
    return f"Ya, kasus {found.row.number}: {found.row.neutral_category}, {found.row.country_name} ({found.why})"


def _of_report(found):
    report = found.row
    return f"{report.person_name}, {report.country_name}, diterima {report.received_at:%d/%m/%Y} ({found.why})"
