"""The box for a spreadsheet, and what to do where one cannot be taken."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from lib.spreadsheet.apart import MOST_BYTES
from lib.spreadsheet.kind import kind_of
from lib.spreadsheet.refusal import Refusal, Refused

ACCEPTED = ".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
SAVE_AS = "Buka di Excel, pilih Simpan Sebagai, jenis “Excel Workbook (.xlsx)”, lalu unggah lagi."
WHY = {
    Refusal.EMPTY: "Berkasnya kosong. Pilih berkas yang berisi data.",
    Refusal.TOO_BIG: "Berkasnya lebih dari 10 MB. Hapus gambar dan lembar lain, atau bagi menjadi beberapa berkas.",
    Refusal.OLD_EXCEL: f"Ini berkas Excel lama (.xls). {SAVE_AS}",
    Refusal.LOCKED: "Berkas ini memakai kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi.",
    Refusal.MACROS: f"Berkas ini berisi makro, jadi tidak dibuka. {SAVE_AS}",
    Refusal.OTHER_OFFICE: f"Ini bukan lembar Excel (.xlsx) atau CSV. {SAVE_AS}",
    Refusal.PICTURE: "Ini gambar atau PDF, bukan lembar Excel. Unggah berkas Excel aslinya (.xlsx) atau CSV.",
    Refusal.WEB_PAGE: f"Ini halaman web yang diberi nama Excel. {SAVE_AS}",
    Refusal.UNKNOWN: "Ini bukan lembar Excel (.xlsx) atau CSV. Pilih berkas lain.",
    Refusal.BROKEN: f"Berkasnya rusak atau belum lengkap. {SAVE_AS}",
    Refusal.BOMB: "Berkas ini tidak wajar dan tidak dibuka. Salin datanya ke lembar Excel baru, lalu unggah lagi.",
    Refusal.TOO_MANY_ROWS: "Berkas ini lebih dari 20.000 baris. Bagi menjadi beberapa berkas, lalu unggah satu-satu.",
    Refusal.TOO_COMPLEX: "Berkas ini terlalu berat untuk dibuka. Salin datanya ke lembar Excel baru, lalu unggah lagi.",
}


class SheetField(forms.FileField):
    """Judged by content alone; cleaned to its bytes."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        try:
            if upload.size > MOST_BYTES:
                raise Refused(Refusal.TOO_BIG)
            content = upload.read()
            kind_of(content)
        except Refused as refused:
            raise ValidationError(WHY[refused.refusal], code=refused.refusal) from None
        return content


class SheetForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    file = SheetField(
        label="Berkas Excel atau CSV",
        help_text="Jenis .xlsx atau .csv, paling banyak 20.000 baris, paling besar 10 MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "empty": WHY[Refusal.EMPTY]},
    )

    def __init__(self, data=None, files=None):
        super().__init__(data, files, initial={"client_uuid": uuid4()})
