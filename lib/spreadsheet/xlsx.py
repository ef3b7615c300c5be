"""The visible sheets of a workbook, row by row. Runs where memory is limited: a workbook may lie about its size."""

import io
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lib.spreadsheet.limits import MOST_COLUMNS, MOST_SCANNED, Counter, shorten
from lib.spreadsheet.refusal import Refusal, Refused

MOST_MERGED, TALLEST = 30_000, 5_000


def read(data, head=0):
    """(name, rows) of each visible sheet; rows are (number, cells), empty ones left out. With `head` only the first."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        counter = Counter()
        return [
            (info.name, _rows_of(book.get_sheet_by_name(info.name), counter, head))
            for info in book.sheets_metadata
            if info.typ == SheetTypeEnum.WorkSheet and info.visible == SheetVisibleEnum.Visible
        ]
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise Refused(Refusal.BROKEN) from error


def _rows_of(sheet, counter, head):
    if sheet.start is None:
        return []
    if sheet.total_height > MOST_SCANNED:
        raise Refused(Refusal.TOO_MANY_ROWS)
    kept, above, merged = [], {}, _merged_in(sheet)
    left_out = [None] * sheet.start[1]  # rows are counted from the top, columns only from the first filled one
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [*left_out, *map(_plain, values)][:MOST_COLUMNS]
        _fill_down(cells, merged.get(number, ()), above)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            counter.count()
            kept.append((number, cells))
        if head and len(kept) >= head:
            break
    return kept


def _plain(value):
    """What JSON can carry: text, numbers, {"date": …} for what Excel holds as a day."""
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    text = shorten(str(value))
    return text if text.strip() and not text.startswith("#") else None


def _merged_in(sheet):
    """{row: [column]} of cells that stand below the first one of a merged block."""
    below = {}
    for count, ((top, left), (bottom, right)) in enumerate(sheet.merged_cell_ranges or ()):
        if count < MOST_MERGED and bottom - top < TALLEST and left == right < MOST_COLUMNS:
            for row in range(top + 1, bottom + 1):
                below.setdefault(row + 1, []).append(left)
    return below


def _fill_down(cells, merged, above):
    """One kelurahan written over twenty rows counts for each of them."""
    for column in merged:
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = above.get(column)
    above.update(enumerate(cells))
