"""When two records are one human, when somebody has to look, and when they are two."""

from datetime import date
from itertools import product

import pytest

from cases.rules.doubles import name_judge
from cases.values import birth_date
from cases.values.birth_date import Agreement, Born
from cases.values.digits import Digits, compare_digits
from cases.values.likeness import Decision, Record, compare, decide, judge, may_be_one, with_numbers
from cases.values.record import with_nik_facts

ON = date(2026, 1, 2)
SITI = {
    "name": "Rosmala Hasnah",
    "birth_date": "1993-02-05",
    "sex": "P",
    "kelurahan": "Opas Indah",
    "nik": "1971024502938001",
    "phone": "081012345678",
}


def judged(a, b):
    found = name_judge.judge(a, b, ON)
    assert name_judge.judge(b, a, ON).decision == found.decision
    return found.decision


def but(**changes):
    return {name: value for name, value in (SITI | changes).items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "ROSMALA  HASNA"},
        {"birth_date": "5/2/1993", "nik": "1971.0245.0293.8001"},
        {"birth_date": "1993-05-02"},
        {"nik": None},
        {"nik": "1971024502938010"},
        {"kelurahan": "Ketapang", "phone": None},
        {"name": "Rosmala"},
    ],
)
def test_surely_the_same(changes):
    assert judged(SITI, but(**changes)) == Decision.SAME


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Zulkarnain", "birth_date": "1970-10-10", "sex": "L"},  # one NIK, two people
        {"birth_date": "1965-08-23"},  # her mother's NIK, or her mother
        {"nik": "1971020101705555"},  # somebody else's number in an entry that is hers in everything else
        {"nik": None, "phone": None, "kelurahan": "Ketapang"},
        {"nik": None, "phone": None, "name": "Rosmala Hesnah"},
        {"nik": None, "birth_date": "1993"},
    ],
)
def test_somebody_has_to_look(changes):
    assert judged(SITI, but(**changes)) == Decision.REVIEW


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Rosmala Dewi", "birth_date": "1996-07-19", "nik": "1971025907968002"},  # her sister
        {"name": "Halimah Hasnah", "nik": "1971024502938002"},  # her twin
        {"birth_date": "1965-08-23", "nik": "1971026308658003"},  # her mother bore the same name
        {"name": "Rosmala Hasnah", "birth_date": "1981-11-30", "nik": "1971027011818004", "phone": None},
        {"name": "Besse Tenriola", "birth_date": "1993-02-11", "nik": "1971025102938005", "phone": None},
    ],
)
def test_two_people(changes):
    assert judged(SITI, but(**changes)) == Decision.DIFFERENT


def test_a_common_name_alone_merges_nobody():
    amina = {"name": "Siti Aminah", "birth_date": "1990-05-05", "kelurahan": "Asam"}
    assert judged(amina, amina | {"name": "St. Aminah"}) == Decision.REVIEW


def test_the_kelurahan_may_be_given_by_name_or_code():
    here = but(nik=None, phone=None)
    assert judged(here, here | {"kelurahan": "19.71.02.1001"}) == Decision.SAME
    assert judged(here, here | {"kelurahan": "KEL. OPAS INDAH"}) == Decision.SAME


def test_the_day_of_birth_may_be_read_from_the_nik():
    assert judged(but(birth_date=None), but(nik=None)) == Decision.SAME


def test_nobody_is_ruled_out_for_whom_a_passport_or_phone_may_still_speak():
    """Imports read those numbers only of who may be one. Whoever has an equal one is found by it."""
    names = [("Rosmala Hasnah",), ("Rosmala Hasna", "Ros"), ("Rosmala Dewi",), ("Zulkarnain",)]
    borns = [None, Born(1993, 2, 5), Born(1993, 2, 6), Born(1993, 5, 2), Born(1965, 8, 23)]
    niks = ["", "1971024502938001", "1971024502938010", "1971020101705555"]
    numbers = [(frozenset(), frozenset()), (frozenset({"A1234576"}), frozenset({"+6282"}))]
    known = Record(
        names[0], borns[1], "PEREMPUAN", "19.71.02.1001", niks[1], frozenset({"A1234567"}), frozenset({"+6281"})
    )
    known = with_nik_facts(ON, known)
    for name, born, nik, (passports, phones) in product(names, borns, niks, numbers):
        unread = with_nik_facts(ON, Record(name, born, nik=nik))
        whole = unread._replace(passports=passports, phones=phones)
        found = compare(known, unread)
        assert may_be_one(found) or judge(known, whole).decision == Decision.DIFFERENT
        assert decide(with_numbers(found, known, whole)) == judge(known, whole)


def test_who_is_far_from_alike_is_ruled_out():
    known, other = Record(("Rosmala Hasnah",), Born(1993, 2, 5)), Record(("Zulkarnain",), Born(1965, 8, 23))
    assert not may_be_one(compare(known, other))


def test_bands_do_not_overlap():
    scores = [name_judge.judge(SITI, b, ON).score for b in (SITI, but(name="Zulkarnain", sex="L"), {"name": "Harun"})]
    assert scores[0] > 0.9 > scores[1] > 0.5 > scores[2]


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("1993-02-05", Born(1993, 2, 5)),
        ("5/2/1993", Born(1993, 2, 5)),
        ("05.02.93", Born(1993, 2, 5)),
        ("5 Februari 1993", Born(1993, 2, 5)),
        ("5-Agt-1993", Born(1993, 8, 5)),
        ("19930205", Born(1993, 2, 5)),
        ("05021993", Born(1993, 2, 5)),
        ("1993-02-05T00:00:00", Born(1993, 2, 5)),
        ("1993", Born(1993)),
        ("02/1993", Born(1993)),
        ("1993-31-12", Born(1993, 12, 31)),
        (date(1993, 2, 5), Born(1993, 2, 5)),
        ("tidak tahu", None),
        ("", None),
        ("0000-00-00", None),
    ],
)
def test_days_of_birth_in_any_spelling(text, born):
    assert birth_date.read(text, ON.year) == born


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("1993-02-05", "1993-05-02", Agreement.SWAPPED),
        ("1993-02-05", "1993-02-06", Agreement.ONE_DIGIT),
        ("1993-02-12", "1993-02-21", Agreement.ONE_DIGIT),
        ("1989-02-05", "1990-02-05", Agreement.ONE_DIGIT),
        ("1993-02-05", "1993", Agreement.SAME_YEAR),
        ("1993-02-05", "1993-01-01", Agreement.SAME_YEAR),
        ("1993-02-05", "1993-02-17", Agreement.NEAR),
        ("1993-02-05", "1996-07-19", Agreement.FAR),
        ("1993-02-05", "1965-08-23", Agreement.GENERATION),
        ("1993-02-05", "", Agreement.UNKNOWN),
    ],
)
def test_how_days_of_birth_agree(one, other, agreement):
    assert birth_date.compare(birth_date.read(one), birth_date.read(other)) == agreement


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("1971024502938001", "1971024502938001", Digits.EQUAL),
        ("1971024502938001", "1971024502938007", Digits.SLIP),
        ("1971024502938001", "1971024502938010", Digits.SLIP),
        ("1971024502938001", "197102450293800", Digits.SLIP),
        ("1971024502938001", "1971036711958223", Digits.OTHER),
    ],
)
def test_how_numbers_agree(one, other, found):
    assert compare_digits({one}, {other}) == found
    assert compare_digits({one}, set()) == Digits.UNKNOWN
