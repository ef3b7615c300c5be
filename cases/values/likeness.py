"""Are two records one human? Every field says how much it speaks for or against; what it says can be read aloud."""

from enum import StrEnum
from math import exp
from typing import NamedTuple

from cases.values import birth_date, name_match
from cases.values.birth_date import Agreement, Born
from cases.values.digits import Digits, compare_digits
from cases.values.name_match import Level


class Decision(StrEnum):
    SAME = "same"  # sure: may be merged by itself
    REVIEW = "review"
    DIFFERENT = "different"


class Record(NamedTuple):
    """What is known of somebody, each value in its normal form; numbers may be several."""

    names: tuple = ()
    born: Born | None = None
    sex: str = ""
    kelurahan: str = ""
    nik: str = ""
    passports: frozenset = frozenset()
    phones: frozenset = frozenset()
    nik_born: Born | None = None  # what the digits of the NIK say
    nik_sex: str = ""

    @property
    def known_sex(self):
        return self.sex or self.nik_sex


class Compared(NamedTuple):
    """What each field says of two records."""

    name: name_match.NameMatch
    born: Agreement
    nik: Digits
    passport: Digits
    phone: bool | None
    kelurahan: bool | None
    sex: bool | None
    born_by_nik: Agreement = Agreement.UNKNOWN  # the day of birth of one against the day in the NIK of the other


class Likeness(NamedTuple):
    decision: Decision
    score: float  # 0 to 1
    found: Compared


APART = (Agreement.NEAR, Agreement.FAR, Agreement.GENERATION)
DATE = {
    Agreement.EQUAL: 5.5, Agreement.SWAPPED: 3.5, Agreement.ONE_DIGIT: 2.2, Agreement.SAME_YEAR: 1.5,
    Agreement.NEAR: -1.5, Agreement.FAR: -5.5, Agreement.GENERATION: -12.0, Agreement.UNKNOWN: 0.0,
}  # fmt: skip
NIK = {Digits.EQUAL: 8.0, Digits.SLIP: 4.0, Digits.OTHER: -4.5, Digits.UNKNOWN: 0.0}
PASSPORT = {Digits.EQUAL: 8.0, Digits.SLIP: 2.5, Digits.OTHER: -0.5, Digits.UNKNOWN: 0.0}
PHONE = {True: 2.5, False: -0.2, None: 0.0}
KELURAHAN = {True: 1.0, False: -0.5, None: 0.0}
SEX = {True: 0.2, False: -3.0, None: 0.0}
WORTH_A_LOOK = 4.5
DATE_IN_NIK = 1.5
BANDS = {Decision.DIFFERENT: (0.0, 0.5), Decision.REVIEW: (0.5, 0.9), Decision.SAME: (0.9, 1.0)}
SOMETHING, SOLID, DISTINCT = 1.5, 3.0, 4.9  # how much the common words of two names must say


def judge(a, b):
    """The decision on two records, its score, and what agrees and what does not."""
    return decide(compare(a, b))


def decide(found):
    """The decision on what agrees between two records and what does not."""
    weight = _weigh(found)
    decision = _decide(found, weight)
    return Likeness(decision, _score(decision, weight), found)


def may_be_one(found):
    """False where no passport or phone of the one record, still unread, could make the two worth a look. An equal one
    could: whoever has one is found by it. Reading them takes a while."""
    return found.nik == Digits.EQUAL or _weigh(found) + PASSPORT[Digits.SLIP] >= WORTH_A_LOOK


def with_numbers(found, a, b):
    """What `compare` found, now that passports and phones of both are read."""
    return found._replace(passport=compare_digits(a.passports, b.passports), phone=_share(a.phones, b.phones))


def compare(a, b):
    nik = compare_digits({a.nik} - {""}, {b.nik} - {""})
    is_shared = nik == Digits.EQUAL  # then what the digits say is no second witness
    born_a, born_b = a.born or (None if is_shared else a.nik_born), b.born or (None if is_shared else b.nik_born)
    return Compared(
        name=name_match.compare(a.names, b.names),
        born=birth_date.compare(born_a, born_b),
        nik=nik,
        passport=compare_digits(a.passports, b.passports),
        phone=_share(a.phones, b.phones),
        kelurahan=a.kelurahan == b.kelurahan if a.kelurahan and b.kelurahan else None,
        sex=a.known_sex == b.known_sex if a.known_sex and b.known_sex else None,
        born_by_nik=Agreement.UNKNOWN if is_shared else _better(a.born, b.nik_born, b.born, a.nik_born),
    )


def _share(phones, others):
    return bool(phones & others) if phones and others else None


def _better(one, other, two, another):
    """EQUAL where one record's NIK holds the day the other one gives."""
    found = birth_date.compare(one, other), birth_date.compare(two, another)
    return Agreement.EQUAL if Agreement.EQUAL in found else Agreement.UNKNOWN


def _weigh(found):
    date = max(DATE[found.born], DATE_IN_NIK if found.born_by_nik == Agreement.EQUAL else -99)
    return (
        found.name.weight
        + date
        + NIK[_nik_beside(found)]
        + PASSPORT[found.passport]
        + PHONE[found.phone]
        + KELURAHAN[found.kelurahan]
        + SEX[found.sex]
    )


def _nik_beside(found):
    """Twins have numbers one apart: a slip only where the names do not contradict each other."""
    contradicts = found.name.level in (Level.SOME, Level.NONE)
    return Digits.OTHER if found.nik == Digits.SLIP and contradicts else found.nik


def _decide(found, weight):
    if found.nik == Digits.EQUAL or found.passport == Digits.EQUAL:
        return Decision.SAME if _papers_are_right(found) else Decision.REVIEW
    if _is_sure_without_papers(found):
        return Decision.SAME
    return Decision.REVIEW if weight >= WORTH_A_LOOK else Decision.DIFFERENT


def _papers_are_right(found):
    """One number on two records is one human where name and day of birth agree; else it is a conflict to be looked at.

    A relative's number is often typed, and fathers hand on their names.
    """
    name, born = found.name, found.born
    if found.nik == Digits.OTHER or found.sex is False or born in APART:
        return False
    if born == Agreement.UNKNOWN:
        return name.level == Level.EQUAL
    return name.level in (Level.EQUAL, Level.SLIP) or (name.level == Level.PART and name.substance >= SOMETHING)


def _is_sure_without_papers(found):
    """The same name and the same day; and because many share a name, and twins the day, something more."""
    name = found.name
    if found.born != Agreement.EQUAL or found.nik == Digits.OTHER or found.sex is False:
        return False
    if name.level == Level.PART:
        return found.nik == Digits.SLIP and name.substance >= SOLID and bool(found.phone or found.kelurahan)
    if name.level != Level.EQUAL:
        return False
    at_home = found.kelurahan and name.substance >= DISTINCT
    return found.nik == Digits.SLIP or bool(found.phone and name.substance >= SOLID) or bool(at_home)


def _score(decision, weight):
    """From 0 to 1; the bands do not overlap, so that a list by score is a list by decision."""
    low, high = BANDS[decision]
    return round(low + (high - low) / (1 + exp(-(weight - WORTH_A_LOOK) / 3)), 3)
