"""A list of returnees as it comes: pasted out of a chat, or a spreadsheet; with a heading or without.

With a heading it is read as the import reads one; without, each number is known by its form. A line of which little
could be read is kept all the same: an officer sees what stood there.
"""

from typing import NamedTuple

from cases.rules.sheets import sheet_reading, sheet_record
from cases.rules.sheets.sheet_reading import FOOTER, SUMS, Verdict
from cases.values.columns import Field
from cases.values.returnee_line import given_of, is_heading_row
from cases.values.sheet_cells import read_name, text_of

MOST_LETTERS = 500
KEPT = ("name", "passport_name", "other_names", "birth_date", "sex", "kelurahan_code", "nik", "passports", "phones")
NO_NAME = ("", [], False, [])


class Line(NamedTuple):
    number: int
    text: str
    record: dict | None  # what `sheet_twins.as_record` takes; None where nothing could be read


def read(sheets, on):
    """A Line for everybody on these sheets, in their order."""
    context = sheet_record.context(on)
    headed = {layout.name: layout for layout in sheet_reading.layouts(sheets)}
    lines = []
    for name, rows in sheets:
        found = _headed(headed[name], context) if name in headed else _headless(rows, context)
        lines += [_line(*one) for one in found]
    return lines


def _headed(layout, context):
    for line in sheet_reading.read_lines([layout], context):
        if line.verdict != Verdict.SKIP:
            yield line.number, line.cells, line.record


def _line(number, cells, record):
    text = " · ".join(filter(None, (text_of(cell).replace("\n", " ") for cell in cells if cell is not None)))
    return Line(number, text[:MOST_LETTERS], record and {name: record[name] for name in KEPT})


def _headless(rows, context):
    """(number, cells, record) of every row that may be somebody's."""
    for number, cells in rows:
        cells = [cell for cell in cells if cell is not None]
        words = " ".join(map(text_of, cells))
        given = given_of(cells)
        if is_heading_row(words) or not any(map(str.isalnum, words)):
            continue
        if set(given) <= {Field.NAME} and (SUMS.match(words) or FOOTER.match(words)):
            continue
        yield number, cells, _record(given, context)


def _record(given, context):
    """None where nothing is left to recognise somebody by."""
    try:
        name = read_name(given.get(Field.NAME))
    except ValueError:
        name = NO_NAME
    record, _ = sheet_record.read(name, given, context)
    return record if any(record[field] for field in ("name", "nik", "passports", "phones")) else None
