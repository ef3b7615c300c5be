"""What every letter of Disnaker asks: whom it is about, to whom it goes, and which data it carries on what basis."""

import uuid

from django import forms
from django.utils.formats import date_format

from accounts.models import Agency
from cases.forms.fields import DATE, NOT_YET, one_of
from cases.rules.coordination import sharing, sharing_fields
from cases.rules.letters import case_letter_content
from cases.rules.letters.case_letter_content import Written
from cases.values.case_letter import SPECS, Secrecy
from cases.values.choices import CONFIDENTIAL_CATEGORIES
from cases.values.sharing import SENSITIVE_GROUPS, FieldGroup, LegalBasis
from lib.clock import today

NOBODY = "Pilih paling sedikit satu orang."
TOO_OPEN = "Kasus ini harus dirahasiakan. Pilih Terbatas atau Rahasia."
NAME_STAYS = "Nama harus ikut, supaya jelas siapa yang dimaksud."
NAMES_BASIS = "Pilih dasarnya: warga setuju dirujuk, atau jiwanya terancam."
CC_HELP = "Satu baris satu penerima. Lampiran dengan nama orang hanya untuk alamat yang dituju."
WITNESS_HELP = (
    "Siapa yang mendengar persetujuannya, atau yang menyimpan suratnya, dan siapa dia. Isi kalau dasarnya persetujuan."
)
CONSENT = ("basis", "consent_on", "consent_witness")
LINES = forms.Textarea(attrs={"rows": 3})


def written(label, required="", **options):
    """Some lines of free text, asked for with a sentence of its own, or not demanded."""
    messages = {"required": required}
    return forms.CharField(
        label=label, max_length=4000, required=bool(required), widget=LINES, error_messages=messages, **options
    )


def short(label, required="", **options):
    messages = {"required": required}
    return forms.CharField(label=label, max_length=200, required=bool(required), error_messages=messages, **options)


def day(label, required):
    return forms.DateField(label=label, widget=DATE, error_messages={"required": required})


def said(value):
    return date_format(value, "j F Y")


class CaseLetterForm(forms.Form):
    """The fields of all kinds. Each kind adds its own (case_letter_kinds, case_letter_deeds) and tells its template."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    own = ()  # the names of the fields a kind adds, in order

    def __init__(self, kind, source, actor, data=None, files=None, *, letter=None):
        self.kind, self.source, self.spec = kind, source, SPECS[kind]
        self.links = list(case_letter_content.persons_of(source, actor))
        first = letter.answers if letter else self.usual()
        version = letter.version if letter else 0
        super().__init__(data, files, initial=first | {"client_uuid": uuid.uuid4(), "version": version})
        self._add_persons()
        if self.spec.to_agency:
            self._add_agency()
        self._add_data()
        self._add_end()
        self.order_fields(
            ["client_uuid", "version", "persons", "agency", "to", *self.own, "chosen", "health", *CONSENT]
        )

    def usual(self):
        """What stands in a new form."""
        persons = [link.pk for link in self.links]
        return {"persons": persons, "chosen": self.spec.usual, "cc": "\n".join(self.spec.cc), "to": "Kepala"}

    def _add_persons(self):
        self.fields["persons"] = forms.TypedMultipleChoiceField(
            label="Tentang siapa",
            coerce=int,
            choices=[(link.pk, link.person.name) for link in self.links],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": NOBODY},
        )

    def _add_agency(self):
        self.fields["agency"] = forms.ModelChoiceField(
            Agency.objects.valid(today()),
            label="Kepada instansi",
            empty_label="Pilih",
            error_messages={"required": "Pilih instansi yang dituju."},
        )
        self.fields["to"] = forms.CharField(
            label="Jabatan yang dituju",
            max_length=100,
            required=False,
            help_text="Ditulis di depan nama instansi: Kepala, Direktur, Duta Besar.",
        )

    def _add_data(self):
        names = case_letter_content.fields_of(self.kind, self.source)
        if names:
            self.fields["chosen"] = forms.MultipleChoiceField(
                label="Data yang ikut",
                choices=[(name, sharing_fields.FIELDS[name].label) for name in names],
                widget=forms.CheckboxSelectMultiple,
                help_text="Hanya yang perlu. Data ini ditulis di lampiran, di bawah isi surat.",
                error_messages={"required": NAME_STAYS},
            )
        if FieldGroup.KESEHATAN in self.spec.groups:
            self.fields["health"] = forms.CharField(
                label="Keadaan kesehatan",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Tulis yang perlu diketahui penolong saja. Kosongkan kalau tidak perlu.",
            )
        if SENSITIVE_GROUPS & set(self.spec.groups):
            self._add_basis()

    def _add_basis(self):
        """On what the data stands that the public task does not carry; of some letters, the letter itself."""
        bases = [basis for basis in LegalBasis if basis != LegalBasis.TUGAS_PUBLIK]
        is_named = self.spec.names_basis
        self.fields["basis"] = forms.ChoiceField(
            label="Surat ini berdasar apa" if is_named else "Dasar menyerahkan kontak keluarga atau kesehatan",
            choices=[
                ("", "Pilih" if is_named else "Data itu tidak ikut"),
                *((basis.value, basis.label) for basis in bases),
            ],
            required=is_named,
            error_messages={"required": NAMES_BASIS},
            help_text="Disebut di suratnya, bersama tanggal dan saksinya." if is_named else "",
        )
        self.fields["consent_on"] = forms.DateField(
            label="Tanggal persetujuan", widget=DATE, required=False, help_text="Isi kalau dasarnya persetujuan."
        )
        self.fields["consent_witness"] = forms.CharField(
            label="Saksi persetujuan", max_length=150, required=False, help_text=WITNESS_HELP
        )

    def _add_end(self):
        self.fields["secrecy"] = one_of("Sifat surat", Secrecy, initial=Secrecy.TERBATAS)
        if self.spec.to_agency:
            self.fields["cc"] = forms.CharField(
                label="Tembusan", required=False, max_length=1000, widget=LINES, help_text=CC_HELP
            )

    def clean_chosen(self):
        if "nama" not in self.cleaned_data["chosen"]:
            raise forms.ValidationError(NAME_STAYS)
        return self.cleaned_data["chosen"]

    def clean_consent_on(self):
        if (self.cleaned_data["consent_on"] or today()) > today():
            raise forms.ValidationError(NOT_YET)
        return self.cleaned_data["consent_on"]

    def clean_secrecy(self):
        chosen = set(self.cleaned_data.get("persons", ()))
        cases = [link.case for link in self.links if link.pk in chosen]
        if self.cleaned_data["secrecy"] == Secrecy.BIASA and any(_is_confidential(case) for case in cases):
            raise forms.ValidationError(TOO_OPEN)
        return self.cleaned_data["secrecy"]

    def clean(self):
        cleaned = super().clean()
        groups = sharing_fields.groups_of(cleaned.get("chosen", ()), cleaned.get("health"))
        links = [link for link in self.links if link.pk in set(cleaned.get("persons", ()))]
        consent = cleaned.get("consent_on"), cleaned.get("consent_witness")
        refused = sharing.unfounded([link.case for link in links], groups, self._bases(groups), *consent)
        for where, sentence in refused.items():
            self.add_error(where if where in CONSENT else "basis", sentence)
        return cleaned

    def _bases(self, groups):
        """The public task carries what it may carry; for the rest, and for all of a letter that names its basis, the
        officer chose.
        """
        chosen, public_task = self.cleaned_data.get("basis", ""), LegalBasis.TUGAS_PUBLIK.value
        rests = set(groups) if self.spec.names_basis else SENSITIVE_GROUPS
        return {group: chosen if group in rests else public_task for group in groups}

    def text(self):
        """What the template of this kind is given beyond what all are given."""
        return {}

    def what(self):
        """(Written, answers) for `case_letter.draft` and `revise`: what is set, and what a later edit starts from."""
        data = self.cleaned_data
        groups = sharing_fields.groups_of(data.get("chosen", ()), data.get("health"))
        kept = set(data["persons"])
        written = Written(
            links=[link for link in self.links if link.pk in kept],
            text=self.text(),
            agency=data.get("agency"),
            to=data.get("to", ""),
            cc=lines_of(data.get("cc", "")),
            secrecy=data["secrecy"],
            chosen=tuple(data.get("chosen", ())),
            health=data.get("health", ""),
            bases=self._bases(groups),
            consent_on=data.get("consent_on"),
            consent_witness=data.get("consent_witness", ""),
            stands_on=data.get("basis", "") if self.spec.names_basis else "",
        )
        answers = {name: value for name, value in data.items() if name not in ("client_uuid", "version")}
        return written, answers | {"agency": written.agency and written.agency.pk}


def _is_confidential(case):
    return bool({case.category, *case.further_categories} & set(CONFIDENTIAL_CATEGORIES))


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
