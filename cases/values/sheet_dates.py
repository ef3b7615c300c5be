"""Days out of spreadsheet cells: typed in any order, counted by Excel, or behind the place of birth."""

import re
from datetime import date, timedelta

from cases.values.birth_date import MONTHS
from cases.values.sheet_cells import text_of

EXCEL_BEGAN = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 3_000, 80_000
MONTH_NAMES = {name: number for name, number in MONTHS} | {"ags": 8, "juni": 6, "juli": 7, "sept": 9, "pebr": 2}
WORD_MONTH = re.compile(r"(\d{1,2})\W*([a-z]{3,9})\W*(\d{4}|\d{2})\b")
MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\W+(\d{1,2})\W+(\d{4})\b")
ISO = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
PARTS = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}(\d{4}|\d{2})(?!\d)")
SOLID = re.compile(r"(?<!\d)(\d{8})(?!\d)")
YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
UNREADABLE = "{what} tidak terbaca (“{text}”). Tanggalnya dikosongkan."
IMPOSSIBLE = "{what} tidak mungkin (“{text}”). Tanggalnya dikosongkan."
YEAR_ONLY = "{what} hanya tahun atau bulan (“{text}”). Tanggalnya dikosongkan; tanyakan hari dan bulannya."
TURNED = "{what} tertulis bulan dulu baru hari. Dibaca {read}; periksa lagi."


def read_date(cell, what, *, this_year, latest, earliest=date(1900, 1, 1)):
    """(date or None, what to say). Years of two digits lie before `this_year`, or soon after if `latest` does."""
    text = text_of(cell)
    if not text:
        return None, []
    shown = text[:30]
    try:
        found, is_turned = _read(cell, text.lower(), this_year if latest.year <= this_year else this_year + 10)
    except ValueError:
        return None, [IMPOSSIBLE.format(what=what, text=shown)]
    if found is None:
        sentence = YEAR_ONLY if YEAR.search(text) else UNREADABLE
        return None, [sentence.format(what=what, text=shown)]
    if not earliest <= found <= latest:
        return None, [IMPOSSIBLE.format(what=what, text=shown)]
    return found, [TURNED.format(what=what, read=f"{found:%d/%m/%Y}")] if is_turned else []


def _read(cell, text, pivot):
    """(date or None, True where month and day stood the other way round). ValueError for a day that never was."""
    if isinstance(cell, dict):
        return date.fromisoformat(cell["date"]), False
    if re.fullmatch(r"\d{4,5}(\.\d+)?", text) and FIRST_SERIAL <= float(text) <= LAST_SERIAL:
        number = int(float(text))
        return (None, False) if 1900 <= number <= 2100 and len(text) == 4 else (_of_serial(number), False)
    if match := WORD_MONTH.search(text):
        month = _month(match[2])
        return (date(_year(match[3], pivot), month, int(match[1])), False) if month else (None, False)
    if match := MONTH_FIRST.search(text):
        month = _month(match[1])
        return (date(int(match[3]), month, int(match[2])), False) if month else (None, False)
    if match := ISO.search(text):
        return _in_order(int(match[1]), int(match[2]), int(match[3]))
    if match := PARTS.search(text):
        return _in_order(_year(match[3], pivot), int(match[2]), int(match[1]))
    if match := SOLID.search(text):
        digits = match[1]
        if digits[:2] in ("19", "20") and 1 <= int(digits[4:6]) <= 12:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])), False
        return _in_order(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    return None, False


def _of_serial(number):
    return EXCEL_BEGAN + timedelta(days=number)


def _in_order(year, month, day):
    if month > 12 >= day:
        return date(year, day, month), True
    return date(year, month, day), False


def _year(text, pivot):
    year = int(text)
    if len(text) == 4:
        return year
    century = pivot // 100 * 100
    return century + year if century + year <= pivot else century - 100 + year


def _month(word):
    return MONTH_NAMES.get(word) or MONTH_NAMES.get(word[:3], 0)


def split_birth(text):
    """('Pangkalpinang', '05-02-1993') of place and date in one cell, either of them ''."""
    match = re.search(r"\d", text)
    if not match:
        return text.strip(" ,./-"), ""
    return text[: match.start()].strip(" ,./-;"), text[match.start() :].strip()
