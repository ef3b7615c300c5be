"""What a letter says beyond what the register knows. None of it is kept but in the letter itself."""

from uuid import uuid4

from django import forms

from cases.forms.fields import NameField, NikField, country_field, one_of, optional
from cases.models import Letterhead
from cases.values.choices import LetterKind, MaritalStatus, PermissionGiver, Relation
from cases.values.countries import country_name
from education import office_names

BASES = ("Kartu Keluarga", "buku nikah", "akta perkawinan", "akta perceraian", "akta kematian pasangan")
KIN = {"SUAMI", "ISTRI", "ORANG_TUA", "ANAK", "SAUDARA", "KERABAT"}
KIN_BASES = ("Kartu Keluarga", "buku nikah", "akta kelahiran", "keterangan RT setempat")
SPOUSE_WORDS = {MaritalStatus.KAWIN: "pasangan", MaritalStatus.CERAI_HIDUP: "mantan pasangan"}


class PermissionLetterForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    giver_name = NameField(label="Nama yang memberi izin", error_messages={"required": "Tulis namanya."})
    giver_relation = one_of("Hubungan dengan warga ini", PermissionGiver, "Pilih hubungannya.")
    giver_nik = NikField(label="NIK yang memberi izin", required=False)
    giver_address = forms.CharField(
        label="Alamat yang memberi izin", max_length=200, error_messages={"required": "Tulis alamatnya."}
    )
    country = country_field(label="Negara tujuan")
    job = forms.CharField(label="Pekerjaan di sana", max_length=150, required=False)

    def __init__(self, data=None, *, journey=None):
        known = {"country": journey.country, "job": journey.job} if journey else {}
        super().__init__(data, initial={"client_uuid": uuid4()} | known)

    def for_letter(self):
        data = self.cleaned_data
        giver = [["Nama", data["giver_name"]], ["NIK", data["giver_nik"]], ["Alamat", data["giver_address"]]]
        return {
            "giver": [[name, value] for name, value in giver if value],
            "giver_name": data["giver_name"],
            "relation": PermissionGiver(data["giver_relation"]).label,
            "plan": [
                ["Negara tujuan", country_name(data["country"]) if data["country"] else "belum ditentukan"],
                ["Pekerjaan", data["job"] or "belum ditentukan"],
            ],
        }


class MaritalLetterForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    status = one_of("Status perkawinan", MaritalStatus, "Pilih statusnya.")
    basis = forms.ChoiceField(
        label="Menurut surat apa",
        choices=optional([(basis, basis) for basis in BASES], "Pilih surat yang Anda lihat"),
        error_messages={"required": "Pilih surat yang Anda lihat."},
    )
    basis_number = forms.CharField(label="Nomor surat itu", max_length=60, required=False)
    spouse = NameField(label="Nama suami atau istri", required=False)

    def __init__(self, data=None, *, journey=None):
        super().__init__(data, initial={"client_uuid": uuid4()})

    def for_letter(self):
        data = self.cleaned_data
        number = f" nomor {data['basis_number']}" if data["basis_number"] else ""
        word = SPOUSE_WORDS.get(data["status"], "almarhum pasangan")
        return {
            "status": MaritalStatus(data["status"]).label,
            "basis": data["basis"] + number,
            "spouse": data["spouse"] if data["status"] != MaritalStatus.BELUM_KAWIN else "",
            "spouse_word": word,
        }


class IntroductionForm(forms.Form):
    """S01: for the family that goes to another office. What its trouble is does not stand here, nor is it asked."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    applicant = NameField(label="Nama pemohon", error_messages={"required": "Tulis namanya."})
    applicant_nik = NikField(label="NIK pemohon", required=False)
    applicant_address = forms.CharField(
        label="Alamat pemohon", max_length=200, error_messages={"required": "Tulis alamatnya."}
    )
    relation = forms.ChoiceField(
        label="Pemohon adalah … dari warga ini",
        choices=[("", "Pilih"), *(choice for choice in Relation.choices if choice[0] in KIN)],
        error_messages={"required": "Pilih hubungannya."},
    )
    basis = forms.ChoiceField(
        label="Menurut surat apa",
        choices=optional([(basis, basis) for basis in KIN_BASES], "Pilih surat yang Anda lihat"),
        error_messages={"required": "Pilih surat yang Anda lihat."},
    )
    destination = forms.CharField(
        label="Ditujukan ke kantor mana", max_length=100, error_messages={"required": "Tulis kantornya."}
    )
    purpose = forms.CharField(
        label="Untuk keperluan apa",
        max_length=200,
        help_text="Cukup umum. Masalah yang dialami keluarga tidak perlu ditulis atau ditanyakan.",
        error_messages={"required": "Tulis keperluannya."},
    )

    def __init__(self, data=None, *, journey=None):
        usual = {"destination": office_names.name(office_names.DINAS), "purpose": "mengurus keperluan keluarga"}
        super().__init__(data, initial=usual | {"client_uuid": uuid4()})

    def for_letter(self):
        data = self.cleaned_data
        rows = [["Nama", data["applicant"]], ["NIK", data["applicant_nik"]], ["Alamat", data["applicant_address"]]]
        return {
            "applicant": [[name, value] for name, value in rows if value],
            "applicant_name": data["applicant"],
            "relation": Relation(data["relation"]).label,
            "basis": data["basis"],
            "destination": data["destination"],
            "purpose": data["purpose"],
        }


FORMS = {
    LetterKind.IZIN_KELUARGA: PermissionLetterForm,
    LetterKind.STATUS_KAWIN: MaritalLetterForm,
    LetterKind.PENGANTAR: IntroductionForm,
}


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Mengapa dicabut?",
        max_length=200,
        help_text="Nomornya tetap terpakai. Siapa pun yang memeriksa suratnya membaca bahwa surat ini dicabut.",
        error_messages={"required": "Tulis alasannya."},
    )


HELP = {
    "phone": "Tampil di halaman pemeriksaan keaslian surat.",
    "number_format": "Yang dalam kurung kurawal diisi sendiri: {kode} {nomor} {singkatan} {bulan} {tahun}.",
}


class LetterheadForm(forms.ModelForm):
    """Of a kelurahan."""

    class Meta:
        model = Letterhead
        exclude = ["territory", "case_code"]
        help_texts = HELP


class CityLetterheadForm(forms.ModelForm):
    """Of Disnaker."""

    class Meta:
        model = Letterhead
        exclude = ["territory", "district", "permission_code", "marital_code", "family_code"]
        help_texts = HELP
