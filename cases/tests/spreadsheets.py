"""Spreadsheets made in memory, as ugly as those that come."""

import io
import uuid

import xlsxwriter

from cases.models import SheetBatch
from cases.rules.sheets import sheet_batch
from cases.tests.factories import make_nik
from lib.spreadsheet import apart

HEADER = ("No", "Nama Lengkap", "NIK/No KTP", "TTL", "L/P", "RT/RW", "Kel.", "No HP/WA", "Negara Tujuan", "No Paspor")


def xlsx(*sheets, merged=(), hidden=()):
    """The bytes of a workbook; each sheet a list of rows, `merged` blocks of the first one as (A1 range, value)."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
            for block, value in merged if number == 0 else ():
                sheet.merge_range(block, value)
            if number in hidden:
                sheet.hide()
    return content.getvalue()


def csv(*rows, sign=";", encoding="utf-8-sig"):
    return "\r\n".join(sign.join(str(cell) for cell in row) for row in rows).encode(encoding)


def person(
    name, nik="", born="Pangkalpinang, 05-02-1993", *, ward="Tua Tunu Indah", phone="", passport="", country="MY"
):
    """A row under HEADER."""
    return (1, name, nik, born, "P", "003/002", ward, phone, country, passport)


NIK = "1971054502930001"
ROWS = [HEADER, person("Siti Contoh", NIK), person("Ani Contoh", "3.27E+15", "1/2/1990"), person("", make_nik())]


def upload(ana, rows=ROWS, *, kind="IMPORT"):
    sheets = apart.read(xlsx(rows))
    return sheet_batch.receive(client_uuid=uuid.uuid4(), kind=kind, file_name="lama.xlsx", sheets=sheets, by=ana)


def checked(ana, rows=ROWS, **kwargs):
    batch = upload(ana, rows, **kwargs)
    sheet_batch.start_check(batch, mapping=batch.mapping, by=ana)
    sheet_batch.run(batch.pk)
    return fresh(batch)


def imported(ana, rows=ROWS):
    batch = checked(ana, rows)
    sheet_batch.confirm(batch, with_doubtful=True, by=ana)
    sheet_batch.run(batch.pk)
    return fresh(batch)


def fresh(batch):
    return SheetBatch.objects.get(pk=batch.pk)
