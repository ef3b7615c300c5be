"""Days of birth as they stand in registers: full ones in any spelling, years alone, days and months turned around."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cases.values.digits import is_slip

MONTHS = (
    ("jan", 1), ("feb", 2), ("peb", 2), ("mar", 3), ("apr", 4), ("mei", 5), ("may", 5), ("jun", 6), ("jul", 7),
    ("agu", 8), ("agt", 8), ("aug", 8), ("sep", 9), ("okt", 10), ("oct", 10), ("nov", 11), ("nop", 11), ("des", 12),
    ("dec", 12),
)  # fmt: skip
EARLIEST = 1900
A_GENERATION = 15  # years
NOT_KNOWN = ((1, 1), (12, 31), (7, 1))  # month and day written where only the year is known


class Born(NamedTuple):
    """Numbers as written: 30 February stays, for it is what somebody typed. Month and day 0 where not known."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def is_year_only(self):
        return not self.month or (self.month, self.day) in NOT_KNOWN

    @property
    def digits(self):
        return f"{self.year:04d}{self.month:02d}{self.day:02d}"


class Agreement(StrEnum):
    EQUAL = "EQUAL"
    SWAPPED = "SWAPPED"
    ONE_DIGIT = "ONE_DIGIT"
    SAME_YEAR = "SAME_YEAR"  # one side knows no more than the year
    NEAR = "NEAR"
    FAR = "FAR"
    GENERATION = "GENERATION"  # as far apart as a father and his son
    UNKNOWN = "UNKNOWN"


def read(value, this_year=date.max.year):
    """Born, or None where nothing can be read. Years of two digits lie in the hundred years before `this_year`."""
    if isinstance(value, date):
        return Born(value.year, value.month, value.day)
    text = str(value or "").strip().lower()
    for name, month in MONTHS:
        text = re.sub(rf"[\s\-./,]*\b{name}[a-z]*\b[\s\-./,]*", f"-{month}-", text)
    text = text.split("t")[0] if re.match(r"\d{4}-\d{2}-\d{2}t", text) else text
    parts = [int(part) for part in re.findall(r"\d+", text)[:3]]
    if len(parts) == 1:
        return _of_one_number(re.search(r"\d+", text)[0])
    if len(parts) == 2:
        return _checked(max(parts), 0, 0)
    if len(parts) < 3 or not any(parts):
        return None
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    if year < 100:
        year += this_year // 100 * 100 if year <= this_year % 100 else this_year // 100 * 100 - 100
    return _checked(year, month, day)


def _of_one_number(digits):
    if len(digits) == 8:
        year_first = EARLIEST <= int(digits[:4]) < 2100
        ordered = (digits[:4], digits[4:6], digits[6:]) if year_first else (digits[4:], digits[2:4], digits[:2])
        return _checked(*map(int, ordered))
    return _checked(int(digits), 0, 0) if len(digits) == 4 else None


def _checked(year, month, day):
    if not EARLIEST <= year < 2100 or month > 31 or day > 31:
        return None
    if month > 12:
        month, day = (day, month) if day <= 12 else (0, 0)
    return Born(year, month, day) if month and day else Born(year)


@lru_cache(maxsize=2_000)  # of two records the same days are asked for several times
def compare(one, other):
    """How well two days of birth agree."""
    if one is None or other is None:
        return Agreement.UNKNOWN
    if one.is_year_only or other.is_year_only:
        return _by_year(one, other)
    if one == other:
        return Agreement.EQUAL
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return Agreement.SWAPPED
    if is_slip(one.digits, other.digits) or _neighbouring_years(one, other):
        return Agreement.ONE_DIGIT
    same_parts = sum(a == b for a, b in zip(one, other, strict=True))
    if abs(one.year - other.year) >= A_GENERATION:
        return Agreement.GENERATION
    return Agreement.NEAR if same_parts == 2 else Agreement.FAR


def _by_year(one, other):
    if one == other and one.month:
        return Agreement.EQUAL if one.month != 1 or one.day != 1 else Agreement.SAME_YEAR
    if one.year == other.year:
        return Agreement.SAME_YEAR
    apart = abs(one.year - other.year)
    return Agreement.NEAR if apart == 1 else Agreement.FAR if apart < A_GENERATION else Agreement.GENERATION


def _neighbouring_years(one, other):
    return abs(one.year - other.year) == 1 and (one.month, one.day) == (other.month, other.day)
