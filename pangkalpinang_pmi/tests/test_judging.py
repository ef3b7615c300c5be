"""The judgement on names holds its numbers; the sets it is judged by do not change under it."""

import hashlib
import itertools
import json

import pytest

from cases.rules.offers import offer_context, red_flag
from cases.values.offer import Offer
from pangkalpinang_pmi.judging import by_hand, names, offers
from pangkalpinang_pmi.judging.measure import measure

SOME = 600


def fingerprint(pairs):
    return hashlib.sha256(repr([pair[1:4] for pair in pairs]).encode()).hexdigest()[:12]


def test_the_mixture_is_fixed():
    """Fixed before anything was tuned. Who changes it measures something else, and says so here."""
    assert fingerprint(names.pairs(names.TUNING, 200)) == "fe225edefea5"
    assert fingerprint(names.pairs(names.JUDGING, 200)) == "ec11995380c4"


def test_as_many_pairs_of_one_human_as_of_two():
    truths = [pair.is_same for pair in names.pairs(names.TUNING, 50)]
    assert (truths.count(True), truths.count(False)) == (50, 50)


def test_the_halves_have_no_pair_in_common():
    tuning, judging = (set(map(str, names.pairs(half, 200))) for half in (names.TUNING, names.JUDGING))
    assert not tuning & judging


@pytest.mark.parametrize("pairs", [names.pairs(names.TUNING, SOME), by_hand.pairs()], ids=["tuning half", "by hand"])
def test_the_numbers_hold(pairs):
    found = measure(pairs)
    assert found.precision >= 0.98
    assert found.recall >= 0.99
    assert found.asked_in_vain <= 0.05


def test_the_share_merged_without_a_question_is_worth_having():
    assert measure(itertools.islice(names.pairs(names.TUNING), SOME)).sure >= 0.8


def test_pairs_by_hand_cover_every_kind():
    kinds = {pair.kind for pair in by_hand.pairs()}
    assert len(kinds) == 10
    assert len(list(by_hand.pairs())) > 140


@pytest.mark.parametrize(
    "file", [offers.TUNING, offers.JUDGING, offers.SIXTH], ids=["tuning", "judging", "learned from the sixth"]
)
def test_dangerous_offers_are_noticed_and_genuine_ones_left_in_peace(file):
    found = offers.measure(file, red_flag.start_flags())
    assert found.recall >= 0.95
    assert found.alarms <= 0.10


def texts(file):
    return [json.loads(line)["text"] for line in file.read_text().splitlines()]


LEARNED = (offers.TUNING, offers.JUDGING, offers.SIXTH)


@pytest.mark.parametrize(
    ("file", "fingerprint"), [(offers.BLIND, "b804b86f1eca"), (offers.HIDDEN, "ff5887126422")], ids=["blind", "hidden"]
)
def test_the_offers_nobody_learned_from_are_those_that_were_put_aside(file, fingerprint):
    """Who looks at what is wrong here moves it to the tuning set, writes a new one, and says so."""
    assert hashlib.sha256(file.read_bytes()).hexdigest()[:12] == fingerprint
    assert not set(filter(None, texts(file))) & {text for learned in LEARNED for text in texts(learned)}


def test_no_text_of_the_judged_offers_stands_in_the_signs():
    rules = red_flag.START.read_text() + offer_context.START.read_text()
    signs = " ".join(rules.lower().split())
    told = [text for file in (*LEARNED, offers.BLIND, offers.HIDDEN) for text in texts(file)]
    assert not [text for text in told if len(text) > 25 and text.lower() in signs]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pay the visa processing with western union today", "uang-lewat-jasa-kirim"),
        ("Putus kontrak kena denda dua ribu dolar", "jerat-utang"),
        ("Mesnya dijaga satpam siang malam", "dikurung"),
        ("Ikut rombongan wisata, nanti pisah di sana", "visa-wisata"),
        ("Kalau ditanya petugas ngaku keponakan majikan", "mengaku-wisata"),
        ("Tiap pagi verifikasi wajah di bank", "rekening-penampung"),
        ("Izinnya masih diproses di kementerian", "hindari-jalur-resmi"),
    ],
)
def test_a_known_trick_is_seen_in_other_words(text, code):
    reading = red_flag.read(Offer(text), red_flag.start_flags())
    assert code in {sign.flag.code for sign in reading.warnings}


@pytest.mark.parametrize(
    "text",
    [
        "Bursa kerja Disnaker hari Kamis, gratis, ajak teman",
        "Kontrak ketiga di kapal pesiar, berangkat minggu depan",
        "Guru di Australia, visa sponsor sekolah, kontrak 2 tahun",
        "Gaji masuk rekening, kartu ATM dipegang sendiri",
    ],
)
def test_what_is_proper_is_left_in_peace(text):
    assert red_flag.read(Offer(text), red_flag.start_flags()).level == red_flag.NONE
