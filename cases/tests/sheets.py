"""Spreadsheets made in memory, as ugly as those that come."""

import io

import xlsxwriter

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
