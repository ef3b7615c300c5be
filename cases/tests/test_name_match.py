"""Which names are one name: spelling reforms, titles, short forms, order; and which only look alike."""

import pytest

from cases.values.name_form import names_of
from cases.values.name_match import Level, compare
from cases.values.spelling import distance, is_same_word, sound

ONE_NAME = [
    ("Muhammad Rizki", "Moch. Rizky"),
    ("M. Ridwan", "Muhammad Ridwan"),
    ("Soeharto", "Suharto"),
    ("Djoko Soesilo", "Joko Susilo"),
    ("Bambang Tjahjono", "Bambang Cahyono"),
    ("Jusuf", "Yusuf"),
    ("Sjamsul Bahri", "Syamsul Bahri"),
    ("Chairul Anwar", "Khoirul Anwar"),
    ("Fatimah", "Patima"),
    ("Zaenal Abidin", "Jainal Abidin"),
    ("Hj. Siti Maryam, S.Pd.I", "Siti Mariam"),
    ("Drs. H. Usman Ali, M.Si.", "Usman Ali"),
    ("Robert Simanjuntak S.H.", "Robert Simanjuntak"),
    ("Pak Harun", "Harun"),
    ("Abdurrahman Saleh", "Abdul Rahman Soleh"),
    ("Nurhayati", "Nur Hayati"),
    ("Nur’aini", "Nuraini"),
    ("Tjong Mei Lan", "Mei Lan Tjong"),
    ("Tjia Fo Sin", "Chia Fo Sin"),
    ("FAJAR NUGR0HO", "Fajar Nugroho"),
    ("Ѕiti Aminah", "Siti Aminah"),  # the first letter is Cyrillic
    ("Si\u200bti Aminah", "Siti Aminah"),
]
TWO_NAMES = [
    ("Siti Nurhaliza", "Siti Nurbaya"),
    ("Budi Santoso", "Budi Susanto"),
    ("Lim Mei Hua", "Lim Mei Ling"),
    ("Ahmad Fauzi", "Ahmad Fauzan"),
    ("Hasan Basri", "Husin Basri"),
    ("Eko Prasetyo", "Dwi Prasetyo"),
    ("Kartini", "Maulana"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_under_two_spellings(one, other):
    assert compare([one], [other]).level == Level.EQUAL
    assert compare([other], [one]).level == Level.EQUAL


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_that_share_something(one, other):
    found = compare([one], [other])
    assert found.level in (Level.SOME, Level.NONE)
    assert found.weight < 0


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Muhammad Rizki Pratama", "Muhammad Rizki", Level.PART),
        ("Maskur bin Mat Nur", "Maskur", Level.PART),
        ("Suprihatin Astuti", "Suprihatin Astti", Level.SLIP),
        ("Chen Mei Hua", "Tjhin Moi Fa", Level.SLIP),  # the same characters, read in Mandarin and in Hakka
        ("Aliong", "Lie Tjhin Liong", Level.PART),
        ("Dina Safitri", "Dini Safitri", Level.SLIP),
    ],
)
def test_what_is_left_to_be_asked(one, other, level):
    assert compare([one], [other]).level == level


def test_common_words_say_less():
    assert compare(["Siti Aminah"], ["Siti Aminah"]).weight < compare(["Besse Tenriola"], ["Besse Tenriola"]).weight


def test_any_of_the_names_may_agree():
    assert compare(["Hendra Wijaya", "Bong Fa Sin"], ["Bong Fa Sin"]).level == Level.EQUAL


def test_an_alias_is_a_name_of_its_own():
    assert [len(name) for name in names_of("Lie Tjhin Liong alias Aliong")] == [3, 1]


def test_a_title_alone_is_a_name():
    assert compare(["Bang"], ["Bang"]).level == Level.EQUAL


@pytest.mark.parametrize("text", ["", "\0", "💥" * 3000, "-" * 5000, "12345", "@@@@" * 500, "\u202e"])
def test_what_is_no_name_compares_with_nothing(text):
    assert compare([text], ["Siti"]).level in (Level.UNKNOWN, Level.NONE)


def test_ten_thousand_letters_are_cut():
    assert compare(["a" * 10_000], ["b" * 10_000]).level == Level.NONE


def test_other_scripts_agree_with_themselves():
    assert compare(["陈美兰"], ["陈美兰"]).level == Level.EQUAL
    assert compare(["陈美兰"], ["林美兰"]).level != Level.EQUAL


def test_a_change_of_spelling_costs_less_than_a_slip():
    assert distance(sound("djaenudin"), sound("jainuddin")) < distance(sound("jainudin"), sound("jainurin"))
    assert is_same_word(sound("khoirul"), sound("chairul"))
    assert not is_same_word(sound("sunarto"), sound("sunarti"))
