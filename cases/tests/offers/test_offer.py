"""An offer as people write it: chat words, sums, and the patterns an office may write about them."""

import pytest

from cases.values.offer import Offer, amounts, largest_pay, money_asked, plain_chat, spoken
from cases.values.word_pattern import compile_patterns, find


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Gak perlu pglmn, lgsg brgkt!!", "tidak perlu pengalaman , langsung berangkat ."),
        ("GAJIII 12jt/bln", "gaji 12 juta bulan"),
        ("Rp12.000.000", "rp 12000000"),
        ("dak usah bilang ortu 🙏", "tidak usah bilang orangtua"),
        ("Lewat P3MI, SIP2MI ada", "lewat p3mi , sip2mi ada"),
        ("umurnya 1,5 thn, gajinya?", "umur 1,5 tahun , gaji ."),
        ("АDМІN ϳudi, gаjі 12\u200bjt 𝗰𝗲𝗽𝗮𝘁", "admin judi , gaji 12 juta cepat"),  # Cyrillic, Greek, invisible, fancy
        ("", ""),
    ],
)
def test_a_chat_is_read_in_plain_words(typed, read):
    assert plain_chat(typed).strip() == read


def test_the_fields_of_a_form_are_read_as_sentences():
    text = spoken(Offer(text="mau?", country="KH", job="admin", visa="wisata", offered_by="teman"))
    assert text == " mau . kerja admin . di kamboja . visa wisata . ditawari teman "


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("12 juta", [12_000_000]),
        ("8-12jt", [12_000_000]),
        ("Rp 4.500.000", [4_500_000]),
        ("1,5 juta", [1_500_000]),
        ("USD 800", [12_800_000]),
        ("12\u200b јutа", [12_000_000]),  # Cyrillic letters and a character nobody sees
        ("NT$ 29.500", [14_750_000]),
        ("2.500 SGD", [30_000_000]),
        ("umur 18-35 tahun, 2 orang", []),
        ("wa 081200001111", []),
    ],
)
def test_sums_are_read_in_rupiah(typed, rupiah):
    assert amounts(typed) == rupiah


def test_the_highest_pay_counts_and_money_asked_may_be_words_or_a_number():
    assert largest_pay(Offer(text="gaji 5 juta sampai 15 juta")) == 15_000_000
    assert money_asked(Offer(money_asked="5 juta")) == money_asked(Offer(money_asked=5_000_000)) == 5_000_000
    assert money_asked(Offer()) == 0


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("uang jaminan", " bayar uang jaminan dulu ", "uang jaminan"),
        ("admin/cs .. judi*", " cs untuk situs judinya ", "cs untuk situs judinya"),
        ("admin .. judi", " admin . judi ", None),  # another sentence
        ("admin", " administrasi ", None),
        ("pulang !ke", " sudah pulang ke rumah ", None),
        ("pulang !ke", " sudah pulang . ", "pulang"),
        ("!dari/orang_asli bangka", " kerja di bangka ", "bangka"),
        ("!dari/orang_asli bangka", " orang asli bangka ", None),
        ("30-249 ribu", " upah 110 ribu sehari ", "110 ribu"),
        ("30-249 ribu", " upah 250 ribu ", None),
        ("rm#", " gaji rm3500 ", "rm3500"),
        ("./harap lapor", " kena tipu . lapor ke rt ", ". lapor"),
        ("polisi ..2 tangkap", " polisi kota ini tangkap ", "polisi kota ini tangkap"),
        ("polisi ..2 tangkap", " polisi kota ini juga tangkap ", None),
        ("boss", " kata bos ", "bos"),  # written as chats are read
    ],
)
def test_patterns_are_words_in_order(line, text, found):
    assert find(line, text) == found


@pytest.mark.parametrize(
    "text",
    [" tanpa deposit ", " tidak ada biaya atau deposit ", " deposit tidak ada ", " waspada yang minta deposit "],
)
def test_what_is_denied_does_not_count(text):
    assert find("deposit", text, can_be_denied=True) is None
    assert find("deposit", text) == "deposit"


@pytest.mark.parametrize(
    "text",
    [" kuitansi tidak ada , bayar deposit ", " tidak perlu pengalaman . deposit dua juta "],
)
def test_a_denial_of_something_else_does_not_count(text):
    assert find("deposit", text, can_be_denied=True) == "deposit"


@pytest.mark.parametrize("text", [" deposit tidak . ", " yang minta deposit harap tolak dan lapor ke kami . "])
def test_a_question_or_a_warning_is_a_denial_too(text):
    assert find("deposit", text, can_be_denied=True) is None


def test_a_denial_ends_with_its_sentence():
    assert find("deposit", " tidak perlu pengalaman . deposit dua juta ", can_be_denied=True) == "deposit"


@pytest.mark.parametrize("line", ["(a|b)", ".. admin", "admin ..", "a?b", "[x]"])
def test_nobody_can_write_a_regular_expression_by_accident(line):
    with pytest.raises(ValueError, match=r"\S"):
        compile_patterns(line)
