"""The pages of a registration, each a form of a few questions. Only a name and who told us have to be answered."""

from typing import NamedTuple

from django import forms
from django.urls import reverse

from accounts.models import Role, Territory
from cases.forms.few_required import FewRequired
from cases.forms.fields import (
    AnyDateField,
    MoneyField,
    NameField,
    NikField,
    PassportField,
    PastDateField,
    PhoneField,
    country_field,
    optional,
)
from cases.forms.register.draft_numbers import numbers_of
from cases.forms.register.registration_place import PlaceField, places_in
from cases.rules.register import lookalikes
from cases.states.journey import JourneyStatus
from cases.values.choices import (
    ConsentPurpose,
    DocumentKind,
    NoNikReason,
    OffererKind,
    Relation,
    Scheme,
    Sex,
    Source,
    VisaKind,
)
from lib.clock import today
from lib.date_parts import DatePartsInput
from lib.plain_select import PlainSelect

# Where the person is now, as a neighbour would say it, and the state that begins the journey.
STAGES = (
    (JourneyStatus.TERDATA_RT, "Mau berangkat"),
    (JourneyStatus.DI_LUAR_NEGERI, "Sudah di luar negeri"),
    (JourneyStatus.PULANG, "Sudah pulang"),
)
NEIGHBOURS_SOURCES = (Source.MANDIRI, Source.KELUARGA, Source.RT)
NOBODY_CLOSE = (Relation.DIRI_SENDIRI, Relation.ANONIM)
YES_NO = (("ya", "Ya"), ("tidak", "Tidak"))
HELD = (
    DocumentKind.KTP,
    DocumentKind.KK,
    DocumentKind.AKTA_LAHIR,
    DocumentKind.IJAZAH,
    DocumentKind.IZIN_KELUARGA,
    DocumentKind.SEHAT,
    DocumentKind.PASPOR,
    DocumentKind.VISA,
    DocumentKind.PK,
)
QUESTIONS = {
    ConsentPurpose.WHATSAPP: "Boleh kami kirim kabar tentang urusan ini lewat WhatsApp?",
    ConsentPurpose.KELUARGA: "Kalau perlu, boleh kami menghubungi keluarga atau teman yang Anda sebut tadi?",
    ConsentPurpose.FOTO: "Boleh foto KTP dan dokumen Anda disimpan di sini?",
}
MAYBE_KNOWN = "Mungkin warga ini sudah terdata. Lihat daftar di bawah."


def sources_for(actor):
    """Who may have told us, as far as this office can know."""
    known = NEIGHBOURS_SOURCES if actor.role in (Role.RT, Role.RW) else [s for s in Source if s != Source.IMPOR]
    return [(source.value, source.label) for source in known]


class PersonPage(FewRequired):
    territory = PlaceField(queryset=Territory.objects.none(), label="RT tempat tinggal", empty_label="Pilih RT")
    name = NameField(
        label="Nama lengkap",
        help_text="Seperti di KTP atau KK.",
        error_messages={"required": "Tulis nama lengkapnya."},
    )
    source = forms.ChoiceField(
        label="Siapa yang memberi tahu Anda?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih siapa yang memberi tahu Anda."},
    )
    registrar_is_family = forms.BooleanField(
        label="Warga ini saya sendiri atau keluarga saya",
        required=False,
        help_text="Tidak apa-apa. Kelurahan hanya akan memeriksanya dengan dua petugas.",
    )
    nik = NikField(label="NIK", required=False, help_text="16 angka di KTP atau KK.")
    no_nik_reason = forms.ChoiceField(
        label="Mengapa NIK belum ada?",
        choices=[(reason.value, reason.label) for reason in NoNikReason if reason != NoNikReason.BELUM_DITANYA],
        required=False,
        widget=forms.RadioSelect,
    )
    sex = forms.ChoiceField(
        label="Jenis kelamin",
        choices=Sex,
        required=False,
        widget=forms.RadioSelect,
        help_text="Kalau NIK sudah diisi, ini dan tanggal lahir terbaca dari NIK.",
    )
    birth_date = PastDateField(label="Tanggal lahir", required=False)
    birth_place = forms.CharField(label="Tempat lahir", max_length=100, required=False)
    other_person = forms.BooleanField(label="Ini orang lain, tetap daftarkan", required=False)

    def __init__(self, data=None, *, actor, draft, asks=True):
        """`asks` whether the register is searched, also for the numbers on the other pages of the draft."""
        super().__init__(data, initial={"territory": draft.territory})
        self.actor, self.place = actor, draft.territory
        self.found, self.lookalikes = None, []  # in the whole register; and of those, who may be shown
        self.numbers = numbers_of(draft) if asks else None
        self.fields["source"].choices = sources_for(actor)
        self.fields["nik"].widget.attrs |= {
            "hx-post": reverse("cases:nik_hint"),
            "hx-trigger": "change",
            "hx-params": "nik,csrfmiddlewaretoken",
            "hx-target": "#nik-hint",
            "hx-swap": "outerHTML",
        }
        if actor.role == Role.RT:
            del self.fields["territory"]
        else:
            self.fields["territory"].queryset = places_in(draft.territory.kelurahan_code, actor)

    def clean(self):
        data = super().clean()
        place = data.get("territory") or self.place
        if self.numbers is not None and data.get("name") and "nik" in data:
            self.found = lookalikes.find(self.asked_for(data, place), today(), actor=self.actor)
            self.lookalikes = lookalikes.shown(self.found)
        if self.lookalikes and not data["other_person"]:
            self.add_error(None, MAYBE_KNOWN)
        return data

    @property
    def error_place(self):
        """Where the list stands to which the sentence about lookalikes leads."""
        return "lookalikes" if self.lookalikes else ""

    def asked_for(self, data, place):
        said = {name: data.get(name) for name in ("nik", "birth_date", "sex")}
        return lookalikes.Asked(names=(data["name"],), territory=place, **said, **self.numbers)


class ContactPage(FewRequired):
    phone = PhoneField(
        label="Nomor HP warga ini", required=False, help_text="Boleh nomor luar negeri: +855 12 345 678."
    )
    address = forms.CharField(label="Alamat", max_length=200, required=False, help_text="Nama jalan dan nomor rumah.")
    contact_name = NameField(label="Nama anggota keluarga", required=False)
    contact_relation = forms.ChoiceField(
        label="Hubungan dengan warga ini",
        choices=optional([(r.value, r.label) for r in Relation if r not in NOBODY_CLOSE]),
        required=False,
    )
    contact_phone = PhoneField(label="Nomor HP keluarga", required=False)
    safe_note = forms.CharField(
        label="Kapan aman dihubungi?", max_length=200, required=False, help_text="Misalnya: malam, jangan kirim pesan."
    )

    def clean(self):
        data = super().clean()
        if data.get("contact_phone") and not data.get("contact_relation"):
            self.add_error("contact_relation", "Pilih hubungannya dengan warga ini.")
        return data


class PlanPage(FewRequired):
    stage = forms.ChoiceField(
        label="Di mana dia sekarang?",
        choices=STAGES,
        initial=JourneyStatus.TERDATA_RT,
        required=False,
        widget=forms.RadioSelect,
    )
    country = country_field(label="Negara")
    job = forms.CharField(label="Pekerjaan di sana", max_length=150, required=False)
    employer = forms.CharField(label="Nama majikan, perusahaan, atau agen", max_length=150, required=False)
    offered_by = forms.CharField(
        label="Siapa yang menawarkan?",
        max_length=150,
        required=False,
        help_text="Nama orang, perusahaan, atau akun media sosial. Setelah dikirim, hanya Disnaker yang melihatnya.",
    )
    offerer_kind = forms.ChoiceField(
        label="Dia itu siapa?", choices=OffererKind, required=False, widget=forms.RadioSelect
    )
    scheme = forms.ChoiceField(
        label="Lewat jalur apa?",
        choices=optional([(s.value, s.label) for s in Scheme if s != Scheme.TIDAK_DIKETAHUI]),
        required=False,
        widget=PlainSelect,
    )
    visa = forms.ChoiceField(label="Pakai visa apa?", choices=VisaKind, required=False, widget=forms.RadioSelect)
    contract_in_hand = forms.ChoiceField(
        label="Kontrak kerja sudah dipegang?", choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    money_asked = MoneyField(
        label="Uang yang diminta di muka", required=False, help_text="Tulis 0 kalau tidak diminta. Boleh: 5 juta."
    )
    leaves_on = AnyDateField(label="Tanggal berangkat", required=False, help_text="Rencana, atau yang sudah terjadi.")
    passport_office = forms.CharField(label="Paspor dibuat di kota mana?", max_length=100, required=False)
    is_talk_said = forms.BooleanField(label="Sudah saya sampaikan kepada keluarganya", required=False)

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["money_asked"].prefix = "Rp"

    def clean(self):
        data = super().clean()
        left = data.get("stage") not in ("", None, JourneyStatus.TERDATA_RT)
        if left and data.get("leaves_on") and data["leaves_on"] > today():
            self.add_error("leaves_on", "Dia sudah berangkat, jadi tanggalnya tidak bisa di masa depan.")
        return data


class DocumentPage(FewRequired):
    held = forms.MultipleChoiceField(
        label="Dokumen apa yang sudah ada?",
        choices=[(kind.value, kind.label) for kind in HELD],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cukup ditandai.",
    )
    passport = PassportField(label="Nomor paspor", required=False)
    passport_expires_on = AnyDateField(label="Paspor berlaku sampai", required=False)


class ConsentPage(FewRequired):
    """Only what rests on consent. A question that is left open counts as not asked."""

    def __init__(self, data=None):
        super().__init__(data)
        for purpose, question in QUESTIONS.items():
            self.fields[purpose.lower()] = forms.ChoiceField(
                label=question, choices=YES_NO, required=False, widget=forms.RadioSelect
            )


class Page(NamedTuple):
    name: str
    title: str
    template: str
    form: type


PAGES = {
    page.name: page
    for page in (
        Page("orang", "Siapa orangnya?", "cases/register/_registration_person.html", PersonPage),
        Page("keluarga-kontak", "Keluarga dan nomor HP", "cases/register/_registration_contact.html", ContactPage),
        Page("rencana", "Rencana kerjanya", "cases/register/_registration_plan.html", PlanPage),
        Page("dokumen", "Dokumen yang sudah ada", "cases/register/_registration_document.html", DocumentPage),
        Page("persetujuan", "Minta izin", "cases/register/_registration_consent.html", ConsentPage),
    )
}
FIRST, CHECK = "orang", "periksa"
ORDER = (*PAGES, CHECK)


def page_form(name, data, *, draft, actor, asks=True):
    """The form of a page. Without `asks` the register is not searched for people of the same name."""
    if name == FIRST:
        return PersonPage(data, draft=draft, actor=actor, asks=asks)
    return PAGES[name].form(data)


def typed_in(form, data):
    """What a browser sent for the fields of this form, as text and untouched."""
    parts = [f"_{suffix}" for suffix, _, _ in DatePartsInput.PARTS]
    names = {f"{name}{part}" for name in form.fields for part in ("", *parts)}
    return {name: values for name, values in data.lists() if name in names}
