import json
import re

import pytest

from education import start_content
from education.blocks import BodyBlock
from education.models import EmergencyContact

ARTICLES = sorted(str(path.relative_to(start_content.CONTENT)) for path in start_content.CONTENT.rglob("*.md"))
CONTACTS = start_content.table("nomor.toml")
DIGITS = re.compile(r"\+?\d(?:[ .-]?\d){5,}")
YEARS = re.compile(r"\b20\d\d\D+20\d\d\b")


def test_text_and_lists_become_one_block():
    assert start_content.body("## Judul\n\nSatu **dua**\ntiga.\n- empat\n- [lima](/darurat/)") == [
        (
            "text",
            '<h2>Judul</h2><p>Satu <b>dua</b> tiga.</p><ul><li>empat</li><li><a href="/darurat/">lima</a></li></ul>',
        )
    ]


def test_every_mark_becomes_its_block():
    text = "1. Satu: mulai\n1. Dua: lanjut\n\n> Awas\n> bahaya\n\n? Boleh?\nYa.\n\n@ a b"
    assert start_content.body(text) == [
        ("steps", [{"title": "Satu", "text": "<p>Mulai</p>"}, {"title": "Dua", "text": "<p>Lanjut</p>"}]),
        ("warning", {"title": "Awas", "text": "<p>bahaya</p>"}),
        ("question", {"question": "Boleh?", "answer": "<p>Ya.</p>"}),
        ("phones", ["a", "b"]),
    ]


def test_what_people_type_is_no_html():
    assert start_content.prose(["a < b & c"]) == "<p>a &lt; b &amp; c</p>"


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_hold_known_blocks_and_known_numbers(name):
    for kind, value in start_content.article(name)["body"]:
        assert kind in BodyBlock.base_blocks
        if kind == "phones":
            assert all(CONTACTS[code].get("is_active", True) for code in value)


@pytest.mark.parametrize("name", [*ARTICLES, "beranda.toml", "edukasi.toml"])
def test_numbers_to_call_stand_only_in_the_list_of_numbers(name):
    fields = start_content.article(name) if name.endswith(".md") else start_content.table(name)
    texts = {key: value for key, value in fields.items() if key != "sources"}
    assert not DIGITS.findall(json.dumps(texts, default=str).replace("2026-", "").replace("2027-", ""))


@pytest.mark.parametrize("name", ARTICLES)
def test_what_nobody_confirmed_is_not_told_as_fact(name):
    """domain.md marks these [K]: they may return when somebody with a source has checked them."""
    text = (start_content.CONTENT / name).read_text()
    unconfirmed = ["Pasal 30", "Pasal 41", "tidak boleh dikenai biaya", "370.000", "tiga bulan", "P4MI", "ilegal"]
    assert not [words for words in unconfirmed if words in text]


@pytest.mark.parametrize("code", CONTACTS)
def test_a_number_has_a_source_and_old_ones_are_off(code):
    contact = EmergencyContact(code=code, **CONTACTS[code])
    contact.clean_fields(exclude=["order"])
    contact.clean()
    assert contact.source
    assert contact.is_active == (contact.checked_on.year >= 2025)
    assert re.sub(r"\D", "", contact.shown_as).lstrip("0") in contact.number
