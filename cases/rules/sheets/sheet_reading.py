"""Rows of somebody's spreadsheet as records of ours: what could be read, and a sentence for each thing that could not.

Generous in reading; what cannot be right is left out and said. Only a row without a name is refused. Nothing is stored.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from cases.rules.sheets import sheet_record
from cases.values.columns import Field, Table, find_table, is_heading
from cases.values.sheet_cells import are_cut, read_name, text_of
from cases.values.sheet_place import find_kelurahan
from cases.values.sheet_remarks import split

SUMS = re.compile(r"^\W*(?:sub\s*-?\s*total|total|jumlah|jml|rekap|grand total)\b", re.IGNORECASE)
FOOTER = re.compile(
    r"^\W*(?:mengetahui|menyetujui|kepala\b|plt\.?\s|nip\b|dibuat|disetujui|diketahui|catatan|keterangan|sumber|petugas|"
    r"tanda tangan|ttd|lurah\b|camat\b|ketua (?:rt|rw)|dicetak|halaman|pangkalpinang,? \d|data (?:diambil|per)|nb\b)",
    re.IGNORECASE,
)
LONG_NUMBER = re.compile(r"\d[\d .\-]{6,}\d")
IDENTITY = (Field.NIK, Field.PASSPORT, Field.PHONE, Field.BIRTH, Field.BIRTH_DATE)
NOT_A_ROW = {
    "sum": "Baris jumlah, bukan data orang.",
    "footer": "Bukan data orang (catatan atau tanda tangan).",
    "heading": "Judul kolom yang terulang.",
    "section": "Judul bagian, bukan data orang.",
    "numbers": "Nomor kolom, bukan data orang.",
}


class Verdict(StrEnum):
    ACCEPT = "accept"
    WARN = "warn"
    REFUSE = "refuse"
    SKIP = "skip"


class Line(NamedTuple):
    """One row of a sheet: as it was, what is said of it, and the record it would become (None where none).

    `told` is the key of the person it became before, where the file was given back by us and loaded again.
    """

    sheet: str
    number: int
    cells: list
    verdict: Verdict
    said: list
    record: dict | None = None
    told: int | None = None


class Layout(NamedTuple):
    """How one sheet is laid out: its rows, its Table as recognised or as an officer said, and what we told of rows."""

    name: str
    rows: list
    table: Table
    told: dict


def layouts(sheets, mapping=None):
    """The sheets that hold people. `mapping` gives, by fingerprint of the heading, the fields an officer chose."""
    found = []
    for name, rows in sheets:
        rows, told = split(rows)
        table = find_table(rows)
        if table is not None:
            fields = (mapping or {}).get(table.fingerprint)
            found.append(Layout(name, rows, table._replace(fields=tuple(fields)) if fields else table, told))
    return [layout for layout in found if Field.NAME in layout.table.fields]


def read_lines(layouts, context):
    """A Line for every filled row below the headings, sheet after sheet."""
    for layout in layouts:
        nik = layout.table.fields.index(Field.NIK) if Field.NIK in layout.table.fields else None
        below = [(number, cells) for number, cells in layout.rows if number > layout.table.header_row]
        cut = nik is not None and are_cut(cells[nik] for _, cells in below if len(cells) > nik)
        section = ""
        for number, cells in below:
            line, found = _line(layout, number, cells, context, cut, section)
            section = found or section
            yield line._replace(told=layout.told.get(number))


def _line(layout, number, cells, context, cut, section):
    texts = [text for text in map(text_of, cells) if text]
    given = values_of(layout.table, cells)
    ward = _section(texts, context)
    why_not = _no_person(texts, given) or (NOT_A_ROW["section"] if ward else "")
    if why_not:
        return Line(layout.name, number, cells, Verdict.SKIP, [why_not]), ward
    try:
        name = read_name(given.get(Field.NAME))
    except ValueError as error:
        return Line(layout.name, number, cells, Verdict.REFUSE, [str(error)]), ""
    if section and not given.get(Field.KELURAHAN):
        given[Field.KELURAHAN] = section
    record, said = sheet_record.read(name, given, context, nik_is_cut=cut)
    return Line(layout.name, number, cells, Verdict.WARN if said else Verdict.ACCEPT, said, record), ""


def values_of(table, cells):
    """{Field: cell} of what stands in a row; empty cells are left out."""
    pairs = zip(table.fields, cells, strict=False)
    return {field: cell for field, cell in pairs if field and cell is not None and text_of(cell)}


def _no_person(texts, given):
    """Why a row of these filled cells is nobody's, or ''."""
    words = [text for text in texts if re.search(r"[A-Za-z]", text)]
    has_identity = any(field in given for field in IDENTITY)
    if not texts:
        return NOT_A_ROW["footer"]
    if any(SUMS.match(text) for text in words) and len(words) <= 2 and not any(map(LONG_NUMBER.search, texts)):
        return NOT_A_ROW["sum"]
    headings = sum(map(is_heading, words))
    if headings >= 3 and headings * 2 > len(words):
        return NOT_A_ROW["heading"]
    if not words and len(texts) > 2 and _count_up(texts):
        return NOT_A_ROW["numbers"]
    if has_identity:
        return ""
    if any(FOOTER.match(text) for text in words) and len(words) <= 3:
        return NOT_A_ROW["footer"]
    if Field.NAME not in given and len(words) <= 1:
        return NOT_A_ROW["footer"]
    return ""


def _count_up(texts):
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    return len(numbers) == len(texts) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _section(texts, context):
    """The kelurahan of a heading that stands alone in its row: `KELURAHAN OPAS INDAH`; '' for any other row."""
    if len(set(texts)) != 1:
        return ""
    text = texts[0]
    if not re.match(r"\W*(?:[ivx\d]+[.)]\s*)?(?:kel\b|kelurahan\b|desa\b)", text, re.IGNORECASE):
        return ""
    name = re.sub(r"^\W*(?:[ivx\d]+[.)]\s*)?(?:kelurahan|kel|desa)\b\W*", "", text, flags=re.IGNORECASE)
    return name if find_kelurahan(name, "", context.wards)[0] else ""
