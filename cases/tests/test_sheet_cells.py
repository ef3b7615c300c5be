# ruff: noqa: E501 - tables of examples
"""What stands in cells, as people and Excel leave it there."""

from datetime import date

import pytest

from cases.rules.sheets.sheet_words import read_sex, read_status
from cases.values.sheet_cells import are_cut, read_name, read_nik, read_passports, read_phones
from cases.values.sheet_dates import read_date, split_birth
from cases.values.sheet_place import find_kelurahan, read_rt_rw
from cases.values.spoken_countries import read_country

WARDS = (
    ("19.71.05.1005", "Tua Tunu Indah"), ("19.71.06.1001", "Selindung"), ("19.71.06.1002", "Selindung Baru"),
    ("19.71.01.1004", "Semabung Lama"), ("19.71.07.1005", "Semabung Baru"), ("19.71.06.1003", "Gabek Satu"),
    ("19.71.04.1005", "Masjid Jamik"), ("19.71.02.1001", "Opas Indah"), ("19.71.07", "Girimaya"), ("19.71.06", "Gabek"),
)  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    ["1971054502930001", 1971054502930001, 1971054502930001.0, "'1971054502930001", "1971 0545 0293 0001",
     "1971.05.450293.0001", "1971054502930OO1", " 1971054502930001\u200b", "NIK: 1971054502930001"],
)  # fmt: skip
def test_a_nik_in_any_dress(cell):
    assert read_nik(cell) == ("1971054502930001", [])


@pytest.mark.parametrize(
    "cell",
    ["3.27E+15", "3,27E+15", "1.97105E+15", 3270000000000000, 3.27e15, "197105450293000", "123", "tidak tahu pasti",
     "1971054502930001/1971054502930002", "0000000000000000"],
)  # fmt: skip
def test_a_nik_that_lost_its_digits_is_left_out_and_said(cell):
    nik, said = read_nik(cell)
    assert nik == "" and len(said) == 1 and said[0].endswith(".")


@pytest.mark.parametrize("cell", ["", "-", None, "tidak ada", "0", " . "])
def test_no_nik_is_nothing_to_say(cell):
    assert read_nik(cell) == ("", [])


def test_excel_makes_the_last_digit_a_zero():
    assert are_cut([1971054502930010, 1971054502930020])
    assert not are_cut([1971054502930010, 1971054502930021])
    assert not are_cut(["1971054502930010"])
    assert read_nik(1971054502930010, last_digits_are_lost=True)[0] == ""


@pytest.mark.parametrize(
    "cell",
    ["31/12/1990", "1990-12-31", "31 Des 90", "31 Desember 1990", "31-12-90", "31.12.1990", "31121990", "19901231",
     33238, 33238.0, "33238", {"date": "1990-12-31"}, "December 31, 1990", "31 Dec 1990", "1990-12-31 00:00:00"],
)  # fmt: skip
def test_a_day_in_any_style(cell):
    assert read_date(cell, "Tanggal lahir", this_year=2026, latest=date(2026, 1, 2)) == (date(1990, 12, 31), [])


def test_an_american_day_is_read_and_said():
    day, said = read_date("12/31/1990", "Tanggal lahir", this_year=2026, latest=date(2026, 1, 2))
    assert day == date(1990, 12, 31) and "31/12/1990" in said[0]


@pytest.mark.parametrize("cell", ["31/02/1990", "1990", "Feb 1990", "besok", "5/2/2090", "00/00/0000", 12])
def test_a_day_that_never_was_is_left_out_and_said(cell):
    day, said = read_date(cell, "Tanggal lahir", this_year=2026, latest=date(2026, 1, 2))
    assert day is None and len(said) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Pangkalpinang, 05-02-1993", ("Pangkalpinang", "05-02-1993")), ("Toboali / 5 Feb 93", ("Toboali", "5 Feb 93")),
     ("05/02/1993", ("", "05/02/1993")), ("Sungailiat", ("Sungailiat", ""))],
)  # fmt: skip
def test_place_and_day_of_birth_in_one_cell(text, parts):
    assert split_birth(text) == parts


@pytest.mark.parametrize(
    ("cell", "name", "others"),
    [("SITI CONTOH", "SITI CONTOH", []), ("  Siti   Contoh ", "Siti Contoh", []), ("Sdri. Siti Contoh", "Siti Contoh", []),
     ("Siti / Aminah", "Siti", ["Aminah"]), ("Aliong alias Lie Tjhin Liong", "Aliong", ["Lie Tjhin Liong"]),
     ("1. Siti Contoh", "Siti Contoh", []), ("Nur’aini", "Nur'aini", []), ("Siti (Sari)", "Siti", ["Sari"]),
     ("Ѕіti Contoh", "Siti Contoh", []), ("Siti \U0001f600 Contoh", "Siti Contoh", [])],
)  # fmt: skip
def test_a_name_in_any_dress(cell, name, others):
    assert read_name(cell)[:2] == (name, others)


@pytest.mark.parametrize("cell", ["", "-", None, "12345", "???", "\u200b", "李"])
def test_no_name(cell):
    with pytest.raises(ValueError, match=r"\w"):
        read_name(cell)


@pytest.mark.parametrize(
    ("cell", "country", "numbers"),
    [("081234567890", "", ["+6281234567890"]), (81234567890, "", ["+6281234567890"]), ("0812-3456-7890", "", ["+6281234567890"]),
     ("+62 0812 3456 7890", "", ["+6281234567890"]), ("O81234567890", "", ["+6281234567890"]),
     ("60123456789", "MY", ["+60123456789"]), ("+855 12 345 678", "KH", ["+85512345678"]), 
     ("0812 3456 7890 / 0857 1111 2222", "", ["+6281234567890", "+6285711112222"]), ("081234567890 (istri)", "", ["+6281234567890"])],
)  # fmt: skip
def test_telephone_numbers_in_any_spelling(cell, country, numbers):
    assert read_phones(cell, country)[0] == numbers


@pytest.mark.parametrize("cell", ["8.12E+10", "12", "belum punya HP sendiri"])
def test_a_telephone_number_that_is_none(cell):
    numbers, said = read_phones(cell)
    assert numbers == [] and len(said) == 1


def test_passports():
    assert read_passports("c 1234567") == (["C1234567"], [])
    assert read_passports("12")[0] == []
    assert len(read_passports("1234567")[1]) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("Malaysia", "MY"), ("MALASYIA", "MY"), ("Hongkong", "HK"), ("S'pore", "SG"), ("Korsel", "KR"), ("Saudi Arabia", "SA"),
     ("Kambodja", "KH"), ("Dubai", "AE"), ("Johor, Malaysia", "MY"), ("Taiwan (ROC)", "TW"), ("Jepang", "JP"), ("-", "")],
)  # fmt: skip
def test_countries_in_any_spelling(text, code):
    assert read_country(text)[0] == code


@pytest.mark.parametrize("text", ["Malaysia/Singapura", "Indonesia", "Qwerty"])
def test_a_country_that_cannot_be_told(text):
    with pytest.raises(ValueError, match=r"\w"):
        read_country(text)


@pytest.mark.parametrize(
    ("text", "kecamatan", "code"),
    [("Tuatunu", "", "19.71.05.1005"), ("KEL. TUA TUNU INDAH", "", "19.71.05.1005"), ("Tua Tuno Indah", "", "19.71.05.1005"),
     ("Selindung baru", "", "19.71.06.1002"), ("Selindung", "", "19.71.06.1001"), ("Semabung", "", ""),
     ("Semabung", "Girimaya", "19.71.07.1005"), ("Gabek I", "", "19.71.06.1003"), ("Masjid Jami", "", "19.71.04.1005"),
     ("Opas", "", "19.71.02.1001"), ("Sungailiat", "", "")],
)  # fmt: skip
def test_kelurahan_in_any_spelling(text, kecamatan, code):
    assert find_kelurahan(text, kecamatan, WARDS)[0] == code


@pytest.mark.parametrize(
    "cell", ["003/002", "3/2", "RT 03 RW 02", "RT.3/RW.2", "rt03/rw02", "3-2", {"date": "2024-02-03"}]
)
def test_rt_and_rw_in_one_cell(cell):
    assert read_rt_rw(cell) == ("003", "002")


def test_words_for_sex_and_status():
    assert [read_sex(word) for word in ("L", "pr", "Perempuan", "LAKI-LAKI", "1?")] == [
        "LAKI_LAKI", "PEREMPUAN", "PEREMPUAN", "LAKI_LAKI", "",
    ]  # fmt: skip
    assert [read_status(word) for word in ("Sudah pulang", "masih di Malaysia", "belum berangkat", "belum pulang")] == [
        "PULANG", "DI_LUAR_NEGERI", "TERDATA_RT", "DI_LUAR_NEGERI",
    ]  # fmt: skip
