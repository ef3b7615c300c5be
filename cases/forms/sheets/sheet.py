"""The box for a spreadsheet, and what to do where one cannot be taken."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from cases.forms.few_required import FewRequired
from cases.models import SheetBatch
from cases.rules.masking import mask_digits
from cases.values.columns import Field, once
from cases.values.sheet_cells import text_of
from lib.plain_select import PlainSelect
from lib.spreadsheet import apart
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
    """Judged by content alone; cleaned to (name, sheets), or None where none is demanded and none came."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            if upload.size > apart.MOST_BYTES:
                raise Refused(Refusal.TOO_BIG)
            return upload.name, apart.read(upload.read())
        except Refused as refused:
            raise ValidationError(WHY[refused.refusal], code=refused.refusal) from None


class SheetForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    file = SheetField(
        label="Berkas Excel atau CSV",
        help_text="Jenis .xlsx atau .csv, paling banyak 20.000 baris, paling besar 10 MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "empty": WHY[Refusal.EMPTY]},
    )

    def __init__(self, data=None, files=None):
        super().__init__(data, files, initial={"client_uuid": uuid4()})


class ListForm(FewRequired, SheetForm):
    """A list of another office's: what it holds decides who of ours can be missing from it."""

    covers = forms.ChoiceField(
        label="Daftar ini berisi siapa?",
        choices=SheetBatch.Covers.choices,
        initial=SheetBatch.Covers.AWAY,
        required=False,
        widget=forms.RadioSelect,
        help_text="Yang seharusnya ada di daftar ini, tetapi tidak ada, ditampilkan sebagai “Hanya di data kita”.",
    )
    field_order = ("file", "covers")

    def clean_covers(self):
        return self.cleaned_data["covers"] or SheetBatch.Covers.AWAY


class ColumnsForm(FewRequired):
    """What each column of each heading means; `layouts` as they are read now, samples of their first rows beside."""

    def __init__(self, data=None, *, layouts):
        super().__init__(data)
        self.tables = list({layout.table.fingerprint: layout for layout in layouts}.values())
        for place, layout in enumerate(self.tables):
            for column, heading in enumerate(layout.table.header):
                self.fields[f"column_{place}_{column}"] = forms.ChoiceField(
                    label=heading or f"Kolom {column + 1} (tanpa judul)",
                    choices=[("", "Tidak dipakai"), *((field.value, field.label) for field in Field)],
                    initial=layout.table.fields[column] if column < len(layout.table.fields) else "",
                    required=False,
                    help_text=sample_of(layout, column),
                    widget=PlainSelect,
                )

    @property
    def mapping(self):
        """{fingerprint: fields} of what was chosen; of two columns that mean the same the first counts."""
        return {
            layout.table.fingerprint: list(
                once(self.cleaned_data[f"column_{place}_{column}"] for column in range(len(layout.table.header)))
            )
            for place, layout in enumerate(self.tables)
        }

    def clean(self):
        for fields in self.mapping.values():
            if Field.NAME not in fields:
                raise ValidationError("Pilih kolom yang berisi nama lengkap.")
        return self.cleaned_data


def sample_of(layout, column):
    """Two cells from below a heading, long numbers masked."""
    below = [cells[column] for number, cells in layout.rows if number > layout.table.header_row and len(cells) > column]
    texts = [text for text in map(text_of, below[:20]) if text][:2]
    return "Contoh: " + "; ".join(mask_digits(text)[:40] for text in texts) if texts else "Kosong"


class ConfirmForm(forms.Form):
    with_doubtful = forms.BooleanField(label="Masukkan juga baris yang perlu dilihat", required=False)


class SettleForm(forms.Form):
    note = forms.CharField(label="Catatan", max_length=300, required=False)
