"""What leaves for an agency, group by group, each with its basis; and how it may answer."""

import uuid
from datetime import timedelta

from django import forms

from cases.forms.fields import DATE, NOT_YET
from cases.forms.upload import UploadField
from cases.models import ReplyLink
from cases.rules.coordination import sharing, sharing_fields
from cases.values.sharing import SENSITIVE_GROUPS, FieldGroup, LegalBasis
from lib.clock import today

DAYS = 14
WITHOUT = ""
WAYS = [
    (ReplyLink.Way.KERTAS, "Cetak alamat dan kode QR untuk suratnya"),
    (ReplyLink.Way.EMAIL, "Kirim ke e-mail instansi itu"),
    (WITHOUT, "Tanpa tautan: instansi ini membacanya lewat akun atau API"),
]
HEALTH_HELP = "Tulis yang perlu diketahui penolong saja. Kosongkan kalau tidak perlu."
WITNESS_HELP = "Siapa yang mendengar persetujuannya, dan siapa dia. Perlu kalau suratnya tidak dilampirkan."
CONSENT_HELP = "Isi kalau ada data yang dasarnya persetujuan."


class SharingForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    consent_file_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, coordinations, data=None, files=None):
        self.coordinations, self.agency = coordinations, coordinations[0].agency
        usual = ReplyLink.Way.EMAIL if self.agency.email else ReplyLink.Way.KERTAS
        super().__init__(data, files, initial={"client_uuid": uuid.uuid4(), "way": usual})
        for group in FieldGroup:
            self._add_group(group)
        self.fields["consent_on"] = forms.DateField(
            label="Tanggal persetujuan", widget=DATE, required=False, help_text=CONSENT_HELP
        )
        self.fields["consent_file"] = UploadField(label="Surat persetujuan", required=False)
        self.fields["consent_witness"] = forms.CharField(
            label="Atau nama saksi persetujuannya", max_length=150, required=False, help_text=WITNESS_HELP
        )
        self.fields["way"] = forms.ChoiceField(
            label="Cara instansi ini menjawab", choices=self._ways(), widget=forms.RadioSelect, required=False
        )
        self.fields["days"] = forms.IntegerField(
            label="Tautan berlaku",
            min_value=1,
            max_value=60,
            initial=DAYS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-3"}),
            error_messages={"required": "Isi berapa hari tautannya berlaku."},
        )
        self.fields["days"].suffix = "hari"

    def _ways(self):
        """With the address in full: it is kept by somebody else, and whoever hands over sees where it goes."""
        to = f"Kirim ke e-mail instansi itu, {self.agency.email}" if self.agency.email else ""
        return [(way, to if to and way == ReplyLink.Way.EMAIL else label) for way, label in WAYS]

    @property
    def sent_to(self):
        return self.agency.email if self.cleaned_data["way"] == ReplyLink.Way.EMAIL else ""

    def _add_group(self, group):
        names = [(name, field.label) for name, field in sharing_fields.FIELDS.items() if field.group == group]
        label = FieldGroup(group).label.capitalize()
        if group == FieldGroup.KESEHATAN:
            self.fields["health"] = forms.CharField(
                label=label,
                required=False,
                max_length=2000,
                help_text=HEALTH_HELP,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        else:
            self.fields[f"data_{group}"] = forms.MultipleChoiceField(
                label=label,
                choices=names,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[name for name, _ in names if name in sharing_fields.USUAL],
            )
        usual = "" if group in SENSITIVE_GROUPS else LegalBasis.TUGAS_PUBLIK
        bases = [b for b in LegalBasis if b != LegalBasis.TUGAS_PUBLIK or group not in SENSITIVE_GROUPS]
        self.fields[f"basis_{group}"] = forms.ChoiceField(
            label=f"Dasar menyerahkan {FieldGroup(group).label}",
            choices=[("", "Pilih"), *((basis.value, basis.label) for basis in bases)],
            required=False,
            initial=usual,
        )

    def clean(self):
        cleaned = super().clean()
        cleaned["chosen"] = [name for group in FieldGroup for name in cleaned.get(f"data_{group}") or []]
        cleaned["bases"] = {group: cleaned.get(f"basis_{group}") for group in FieldGroup}
        groups = sharing_fields.groups_of(cleaned["chosen"], cleaned.get("health"))
        if not groups:
            self.add_error(None, sharing.NOTHING_CHOSEN)
        attested = any(cleaned.get(name) for name in ("consent_file", "consent_file_key", "consent_witness"))
        cases = [coordination.case for coordination in self.chosen]
        refused = sharing.unfounded(cases, groups, cleaned["bases"], cleaned.get("consent_on"), attested)
        for where, sentence in refused.items():
            self.add_error(where if where in self.fields else f"basis_{where}", sentence)
        if (cleaned.get("consent_on") or today()) > today():
            self.add_error("consent_on", NOT_YET)
        if cleaned.get("way") == ReplyLink.Way.EMAIL and not self.agency.email:
            self.add_error("way", "Instansi ini belum punya alamat e-mail. Pilih dicetak.")
        return cleaned

    def what(self):
        """For `sharing.share`."""
        names = ("client_uuid", "chosen", "bases", "health", "consent_on", "consent_witness")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def chosen(self):
        """The coordinations it is about."""
        return self.coordinations

    @property
    def expires_on(self):
        return today() + timedelta(days=self.cleaned_data["days"])


class WithdrawConsentForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="Siapa yang mencabut, dan kapan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis siapa yang mencabut persetujuan dan kapan."},
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"client_uuid": uuid.uuid4()})
