"""The file that goes back to whoever brought it: its sheets, rows and cells as they came, and two columns of ours.

Corrected and loaded again it is the same file: `values.sheet_remarks` takes our columns off.
"""

from datetime import date

from cases.models import SheetBatch, SheetRow
from cases.rules.sheets.sheet_reading import Verdict, layouts
from cases.values.columns import Field
from cases.values.sheet_cells import are_cut
from cases.values.sheet_remarks import HEADINGS, split

WAITING = {Verdict.REFUSE: "tidak dimasukkan", Verdict.SKIP: "dilewati"}
# Excel keeps fifteen digits of a number: a longer one goes back as text, unless Excel has spoilt it already.
TOO_LONG = 10**15
OURS_SHEET, OURS_HEADING = "Hanya di data kita", ("nomor data", "nama di data kita", "hasil")


def sheets_of(batch):
    """(name, rows) for `lib.spreadsheet.write.workbook`; whole, for whoever brought them has them already."""
    remarks = _remarks(batch)
    found = {layout.name: layout for layout in layouts(batch.sheets, batch.mapping)}
    for name, rows in batch.sheets:
        rows, layout = split(rows)[0], found.get(name)
        width = max((len(cells) for _, cells in rows), default=0)
        cut = _cut_column(layout)
        yield (
            name,
            [
                (number, [*_cells(cells, cut, width), *_ours(layout, number, remarks.get((name[:100], number)))])
                for number, cells in rows
            ],
        )
    if batch.kind == SheetBatch.Kind.RECONCILIATION:
        yield OURS_SHEET, list(enumerate(_only_ours(batch), 1))


def _remarks(batch):
    """{(sheet, number): (what is wrong, what became of it)}"""
    rows = SheetRow.objects.of(batch).filter(number__gt=0).select_related("known", "person")
    return {(row.sheet, row.number): (" ".join(row.said), became(row)) for row in rows.iterator(chunk_size=500)}


def _ours(layout, number, remark):
    if layout and number == layout.table.header_row:
        return HEADINGS
    return remark or ()


def _cells(cells, cut, width):
    """As wide as the widest row, so that our columns stand below each other."""
    written = [_cell(value, is_cut=place == cut) for place, value in enumerate(cells)]
    return [*written, *[None] * (width - len(cells))]


def _cell(value, *, is_cut):
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    if isinstance(value, int) and abs(value) >= TOO_LONG and not is_cut and value % 10_000:
        return str(value)
    return value


def _cut_column(layout):
    """The column whose NIK Excel has spoilt: there the numbers stay numbers, so that they are not believed."""
    if layout is None or Field.NIK not in layout.table.fields:
        return None
    place = layout.table.fields.index(Field.NIK)
    below = (cells[place] for number, cells in layout.rows if number > layout.table.header_row and len(cells) > place)
    return place if are_cut(below) else None


def became(row):
    if row.pile:
        settled = "selesai" if row.settled_at else ""
        known = row.known.number if row.known else ""
        return ", ".join(filter(None, [row.get_pile_display(), known, settled, row.settled_note]))
    if not row.outcome:
        return WAITING.get(row.verdict, "")
    number = f" {row.person.number}" if row.person else ""
    note = f": {row.outcome_note}" if row.outcome_note else ""
    return f"{row.get_outcome_display()}{number}{note}"


def _only_ours(batch):
    """Rows of ours that no sheet of theirs holds; their headings are none that a later upload would read."""
    yield OURS_HEADING
    ours = SheetRow.objects.of(batch).filter(pile=SheetRow.Pile.OURS).select_related("known")
    for row in ours.iterator(chunk_size=500):
        yield (row.known.number, row.known.name, became(row)) if row.known else ("", "", became(row))
