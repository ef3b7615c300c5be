"""CSV in whatever encoding and with whatever sign between its columns."""

import csv
import io
import re

from lib.spreadsheet.limits import MOST_COLUMNS, MOST_SCANNED, Counter, shorten
from lib.spreadsheet.refusal import Refusal, Refused

SEPARATORS = ";,\t|"
LOOKED_AT = 40
AS_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)  # how Excel is kept from eating zeros


def read(data, head=0):
    text = decode(data)
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.\r?", first, re.IGNORECASE):
        text, separator = rest, first[4]
    else:
        separator = separator_of(text)
    counter, kept = Counter(), []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if number > MOST_SCANNED:
                raise Refused(Refusal.TOO_MANY_ROWS)
            cells = [_plain(cell) for cell in row[:MOST_COLUMNS]]
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                counter.count()
                kept.append((number, cells))
            if head and len(kept) >= head:
                break
    except csv.Error as error:
        raise Refused(Refusal.BROKEN) from error
    if kept and max(len(cells) for _, cells in kept) < 2 and not re.search(r"[A-Za-z]{3}", text):
        raise Refused(Refusal.UNKNOWN)
    return [("", kept)]


def decode(data):
    """Text of a file that does not say how it is encoded: UTF-8 if it can be, else as Windows wrote it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    controls = sum(character < " " and character not in "\r\n\t" for character in text[:5_000])
    if controls > 5:
        raise Refused(Refusal.UNKNOWN)
    return text


def separator_of(text):
    """The sign that cuts most lines into equally many parts."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]

    def worth(sign):
        counts = [line.count(sign) for line in lines]
        most = max(counts, default=0)
        usual = max(set(counts), key=lambda count: (counts.count(count), count)) if counts else 0
        return counts.count(usual) * min(usual, 1), most

    return max(SEPARATORS, key=worth)


def _plain(cell):
    found = AS_FORMULA.match(cell.strip())
    text = shorten(found[1] if found else cell)
    return text if text.strip() else None
