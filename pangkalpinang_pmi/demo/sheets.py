"""An old spreadsheet of Disnaker's that was imported, and a list of BP3MI's beside our own data."""

from cases.models import Document, SheetBatch, SheetRow
from cases.rules.sheets import sheet_batch, sheet_piles
from cases.values.choices import DocumentKind
from pangkalpinang_pmi.demo.people import key

OLD = (
    ("DATA PMI KOTA PANGKALPINANG 2019",),
    ("No", "Nama", "NIK", "TTL", "L/P", "RT/RW", "Kelurahan", "No HP", "Negara Tujuan", "Tgl Berangkat", "Status",
     "Ket"),
    (1, "Yulia Contoh Lama", "1971054707889941", "Pangkalpinang, 07-07-1988", "P", "1/1", "Opas", "0810-0000-7001",
     "Malaysia", "12/03/2019", "Sudah pulang", ""),
    (2, "Hendra Contoh Lama", "1.97E+15", "Bangka 31/12/1985", "L", "1/1", "Opas Indah", 81000007002, "Taiwan",
     "2019-05-02", "pulang", ""),
    (3, "Nurma / Rosmala Contoh", "", "5 Feb 90", "P", "", "Selindung baru", "", "Malaysia/Singapura", "", "pulang",
     "sepupu"),
    (4, "", "1971050101909942", "", "L", "", "", "", "", "", "", "nama hilang"),
    ("", "JUMLAH", 4),
)  # fmt: skip
THEIRS = ("No Paspor", "Nama PMI", "Negara")


def fill(city):
    by = city.officials["disnaker"]
    _import(by)
    _reconcile(by)


def _import(by):
    batch = _checked("impor", SheetBatch.Kind.IMPORT, "pmi-2019.xlsx", OLD, by)
    sheet_batch.confirm(batch, with_doubtful=True, by=by)
    sheet_batch.run(batch.pk)


def _reconcile(by):
    known = Document.objects.filter(kind=DocumentKind.PASPOR, number_index__isnull=False).select_related("person")
    rows = [THEIRS, *((paper.number, paper.person.name, "Malaysia") for paper in known.order_by("pk")[:12])]
    rows += [("Z9000001", "Gunawan Contoh Baru", "Hongkong"), ("Z9000002", "Lestari Contoh Baru", "Taiwan")]
    batch = _checked("rekonsiliasi", SheetBatch.Kind.RECONCILIATION, "siskop2mi-oktober.xlsx", rows, by)
    new = SheetRow.objects.of(batch).filter(pile=SheetRow.Pile.THEIRS).first()
    sheet_piles.settle(new, by=by, note="Sudah ditanyakan ke BP3MI")


def _checked(name, kind, file_name, rows, by):
    sheets = [("", [(number, list(cells)) for number, cells in enumerate(rows, 1)])]
    batch = sheet_batch.receive(client_uuid=key("berkas", name), kind=kind, file_name=file_name, sheets=sheets, by=by)
    sheet_batch.start_check(batch, mapping=batch.mapping, by=by)
    sheet_batch.run(batch.pk)
    batch.refresh_from_db()
    return batch
