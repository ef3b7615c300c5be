"""What people type about themselves, and its one normal form."""

from datetime import date

import pytest

from cases.values.identity import (
    normalise_document_number,
    normalise_name,
    normalise_nik,
    normalise_phone,
    phone_in_words,
    read_nik,
    searchable_name,
)

NIK = "1971054502930001"


@pytest.mark.parametrize("text", [NIK, " 1971 0545 0293 0001 ", "19.71.05.450293.0001", "1971-0545-0293-0001"])
def test_a_nik_has_one_form(text):
    assert normalise_nik(text) == NIK


@pytest.mark.parametrize(
    "text, says",
    [
        ("197105450293000", "Yang diisi 15 angka"),
        ("19710545029300011", "Yang diisi 17 angka"),
        ("19710545O2930001", "hanya berisi angka"),
        ("١٩٧١٠٥٤٥٠٢٩٣٠٠٠١", "hanya berisi angka"),
        ("1111111111111111", "tidak mungkin"),
        ("1971054502930000", "tidak mungkin"),
    ],
)
def test_a_wrong_nik_is_refused_with_a_sentence(text, says):
    with pytest.raises(ValueError, match=says):
        normalise_nik(text)


def test_a_nik_tells_sex_and_birth_date():
    assert read_nik(NIK, date(2026, 1, 1)) == (True, date(1993, 2, 5))
    assert read_nik("1971050502930001", date(2026, 1, 1)) == (False, date(1993, 2, 5))
    assert read_nik("1971050502250001", date(2026, 1, 1)).birth_date == date(2025, 2, 5)


@pytest.mark.parametrize("digits", ["991393", "310293", "000000", "720193"])
def test_a_nik_with_an_impossible_date_is_no_error(digits):
    nik = f"197105{digits}0001"
    assert normalise_nik(nik) == nik
    assert read_nik(nik, date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    "text",
    ["0812-3456 7890", "081234567890", "+6281234567890", "6281234567890", "+62 812.3456.7890", "(0812) 34567890"],
)
def test_one_indonesian_number_in_all_spellings(text):
    assert normalise_phone(text) == "+6281234567890"


@pytest.mark.parametrize(
    "text, number",
    [("+855 12 345 678", "+85512345678"), ("+60 12-345 6789", "+60123456789"), ("0717 422 111", "+62717422111")],
)
def test_numbers_abroad_and_of_the_city(text, number):
    assert normalise_phone(text) == number


@pytest.mark.parametrize("number, spoken", [("+6281234567890", "0812-3456-7890"), ("+60123456789", "+60 12-345 6789")])
def test_a_number_is_read_aloud_in_groups(number, spoken):
    assert phone_in_words(number) == spoken


@pytest.mark.parametrize("text", ["", "abc", "12", "0812", "+", "+0", "08123456789012345678", "\0", "0812+34", "☎"])
def test_what_is_no_number_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="Nomor HP"):
        normalise_phone(text)


@pytest.mark.parametrize(
    "text, name",
    [
        ("Nur’aini", "Nur'aini"),
        ("  Siti   Aminah ", "Siti Aminah"),
        ("Slamet", "Slamet"),
        ("Ahmad bin Yusuf", "Ahmad bin Yusuf"),
        ("H. Abdul-Rahman, S.Pd.", "H. Abdul-Rahman, S.Pd."),
        ("Jose\u0301", "José"),
        ("LIE TJHIN LIONG (Ryan)", "LIE TJHIN LIONG (Ryan)"),
    ],
)
def test_names_as_they_are(text, name):
    assert normalise_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Siti😀",
        "Siti\u200bAminah",
        "\u202eitiS",
        "سيتي",
        "Siti\0",
        "Siti <b>",
        "Siti 2",
        "...",
        "'",
        "林",
        "Siti\u00ad",
    ],
)
def test_names_with_what_no_ktp_has_are_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"Nama|namanya"):
        normalise_name(text)


@pytest.mark.parametrize(
    "names, line",
    [
        (["Nur'aini"], " nuraini "),
        (["Nur’aini", "", "Aini"], " nuraini aini "),
        (["M.Yusuf"], " m yusuf "),
        (["José-María"], " jose maria "),
        (["林"], ""),
        ([], ""),
    ],
)
def test_the_line_that_is_searched(names, line):
    assert searchable_name(*names) == line


def test_document_numbers_lose_their_spaces():
    assert normalise_document_number(" c 123-45.67 ") == "C1234567"
