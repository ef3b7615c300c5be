"""Our two columns at the end of a file that was given back: what is wrong with a row, and what became of it.

They stand side by side under these very words; a stranger's column “masalah” alone stays his.
"""

import re
from itertools import pairwise

from cases.values.columns import HEADER_WITHIN, plain_header

HEADINGS = PROBLEM, BECAME = "masalah", "hasil"
NUMBER = re.compile(r"\bW-(\d{6,12})\b")


def split(rows):
    """(the rows without our columns, {number of a row: key of the person it became when it was entered before})."""
    place = next(filter(None, (_place(cells) for _, cells in rows[:HEADER_WITHIN])), None)
    if place is None:
        return rows, {}
    kept, told = [], {}
    for number, cells in rows:
        became = NUMBER.search(str(cells[place + 1] or "")) if len(cells) > place + 1 else None
        if became:
            told[number] = int(became[1])
        cells = [*cells[:place], *cells[place + 2 :]]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            kept.append((number, cells))
    return kept, told


def _place(cells):
    """Where our columns begin in a row of headings: never in the first column; else None."""
    words = [plain_header(cell) if isinstance(cell, str) else "" for cell in cells]
    return next((place for place, pair in enumerate(pairwise(words)) if pair == HEADINGS), None)
