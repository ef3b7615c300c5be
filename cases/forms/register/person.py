from uuid import uuid4

from django import forms

from cases.forms.few_required import FewRequired
from cases.forms.fields import (
    AnyDateField,
    NameField,
    NikField,
    PastDateField,
    PhoneField,
    optional,
)
from cases.forms.upload import UploadField
from cases.values.choices import DocumentKind, DocumentStatus, NoNikReason, Relation, Residency, Sex
from cases.values.identity import normalise_document_number
from lib.plain_select import PlainSelect

IDENTITY = ("name", "passport_name", "other_names", "nik", "birth_date")


class PersonForm(FewRequired):
    """Corrects what was written. The NIK is masked: an empty box keeps the one we have."""

    version = forms.CharField(widget=forms.HiddenInput)
    name = NameField(label="Nama lengkap sesuai KTP")
    passport_name = NameField(label="Nama sesuai paspor", required=False)
    other_names = forms.CharField(
        label="Nama lain", required=False, max_length=300, help_text="Nama panggilan, pisahkan dengan koma."
    )
    nik = NikField(label="NIK", required=False)
    no_nik_reason = forms.ChoiceField(
        label="Alasan tanpa NIK", choices=optional(NoNikReason.choices, "Pilih alasannya"), required=False
    )
    sex = forms.ChoiceField(label="Jenis kelamin", choices=optional(Sex.choices), required=False)
    birth_date = PastDateField(label="Tanggal lahir", required=False)
    birth_place = forms.CharField(label="Tempat lahir", max_length=100, required=False)
    residency = forms.ChoiceField(label="Status warga", choices=Residency)
    address = forms.CharField(label="Alamat", max_length=200, required=False)

    def __init__(self, data=None, *, person, is_fixed=False):
        """`is_fixed` where the kelurahan has checked who it is, and this office may not change that any more."""
        initial = {name: getattr(person, name, None) for name in self.base_fields}
        super().__init__(data, initial=initial | {"other_names": ", ".join(person.other_names), "nik": ""})
        self.has_nik = bool(person.nik)
        if self.has_nik:
            del self.fields["no_nik_reason"]
            self.fields["nik"].label = "NIK baru"
            self.fields["nik"].help_text = "Kosongkan kalau NIK yang tercatat sudah benar."
        for name in IDENTITY if is_fixed else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = "Sudah diperiksa kelurahan. Kalau salah, minta kelurahan memperbaikinya."

    def clean_other_names(self):
        names = [" ".join(name.split()) for name in self.cleaned_data["other_names"].split(",")]
        return list(filter(None, names))

    def clean(self):
        data = super().clean()
        if not self.has_nik and "nik" in data and not data["nik"] and not data.get("no_nik_reason"):
            self.add_error("nik", "Isi NIK, atau pilih alasan di bawahnya.")
        return data


class ContactForm(forms.Form):
    name = NameField(label="Nama", required=False)
    relation = forms.ChoiceField(label="Hubungan", choices=Relation, widget=PlainSelect)
    phone = PhoneField(label="Nomor HP", error_messages={"required": "Tulis nomornya."})
    safe_note = forms.CharField(
        label="Kapan aman dihubungi", max_length=200, required=False, help_text="Misalnya: malam, jangan kirim pesan."
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="id_contact_%s")


class DocumentForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Jenis dokumen",
        choices=[("", "Pilih jenisnya"), *DocumentKind.choices],
        widget=PlainSelect,
        error_messages={"required": "Pilih jenis dokumennya."},
    )
    number = forms.CharField(label="Nomor", max_length=60, required=False)
    issued_on = PastDateField(label="Terbit", required=False)
    expires_on = AnyDateField(label="Berlaku sampai", required=False)
    status = forms.ChoiceField(
        label="Keadaan", choices=DocumentStatus, initial=DocumentStatus.BELUM_DICEK, widget=PlainSelect
    )
    file = UploadField(label="Foto atau PDF", required=False)

    def __init__(self, data=None, files=None):
        super().__init__(data, files, auto_id="id_document_%s", initial={"client_uuid": uuid4()})

    def clean_number(self):
        return normalise_document_number(self.cleaned_data["number"]) or None

    def clean(self):
        data = super().clean()
        issued, expires = data.get("issued_on"), data.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", "Tanggal berlaku sampai lebih awal daripada tanggal terbit.")
        return data


class RevealForm(forms.Form):
    reason = forms.CharField(
        label="Untuk apa Anda membukanya?", max_length=150, help_text="Alasan ini dicatat bersama nama jabatan Anda."
    )

    def clean_reason(self):
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < 5:
            raise forms.ValidationError("Tulis alasannya dengan beberapa kata.")
        return reason
