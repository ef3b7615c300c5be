import json
import re
import tomllib

import pytest
from django.conf import settings

from education import start_content
from education.blocks import BodyBlock
from education.models import EmergencyContact

ARTICLES = sorted(str(path.relative_to(start_content.CONTENT)) for path in start_content.CONTENT.rglob("*.md"))
CONTACTS = start_content.table("nomor.toml")
# A name, an article, a sum, an age, the status of a country: each is a record (fakta.toml), with a source and a day.
CHANGING = re.compile(
    r"\b[Pp]asal \d+|\bRp ?\d[\d.]*|\b18 tahun|Dinas Tenaga Kerja Kota Pangkalpinang|BP3MI Sumatera Selatan"
    r"|(?:Kamboja|Myanmar|Thailand|Laos)\b[^.\n]{0,20} bukan negara penempatan"
)
SIGNS = tomllib.loads((settings.BASE_DIR / "cases/data/red_flags.toml").read_text())
SAID_OF_A_SIGN = ("title", "why", "say", "ask", "source")
# domain.md marks these [K]: they may return when somebody with a source has checked them.
UNCONFIRMED = [
    *("Pasal 30", "Pasal 41", "tidak boleh dikenai biaya", "tidak boleh dibebani biaya", "370.000", "tiga bulan"),
    *("P4MI", "ilegal", "dipidana", "PP 22/2022 tentang", "Timur Tengah dihentikan", "Laos bukan negara penempatan"),
]
FACTS = start_content.table("fakta.toml")
FACT = re.compile(r"\[\[(?:fakta|tanggal):([-\w]+)\]\]")
SENTENCE_END = re.compile(r"[.!?…:]+[\"”]?\s+|</?(?:p|li|ul|ol|h2|h3)>|\n")
LONGEST_MEAN = 14  # words; whoever reads it aloud to a mother must not run out of breath
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
    text = (
        "1. Satu: mulai\n1. Dua: lanjut\n\n> Awas\n> bahaya\n\n? Boleh?\nYa.\n\n@ a b\n\n! Mahal\n! Cepat"
        '\n\n= Sekilas\n= Gaji: **besar**\n\n" Ikut saja.\n" dari: Pesan: perekrut\n" sumber: Koran'
    )
    assert start_content.body(text) == [
        ("steps", [{"title": "Satu", "text": "<p>Mulai</p>"}, {"title": "Dua", "text": "<p>Lanjut</p>"}]),
        ("warning", {"title": "Awas", "text": "<p>bahaya</p>"}),
        ("question", {"question": "Boleh?", "answer": "<p>Ya.</p>"}),
        ("phones", ["a", "b"]),
        ("red_flags", ["Mahal", "Cepat"]),
        ("country", {"title": "Sekilas", "rows": [{"name": "Gaji", "value": "<p><b>besar</b></p>"}]}),
        ("quote", {"text": "Ikut saja.", "teller": "Pesan: perekrut", "source": "Koran"}),
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
    assert unconfirmed((start_content.CONTENT / name).read_text()) == []


@pytest.mark.parametrize("name", [*ARTICLES, "beranda.toml", "edukasi.toml", "layanan.toml"])
def test_what_may_change_stands_in_a_fact_and_not_in_a_page(name):
    text = re.sub(r"(?m)^(sources|\" sumber:).*$", "", (start_content.CONTENT / name).read_text())
    assert CHANGING.findall(text) == []


def test_what_may_change_stands_in_a_fact_and_not_in_a_template():
    folder = settings.BASE_DIR / "templates"
    paths = [path for kind in ("html", "txt", "typ") for path in folder.rglob(f"*.{kind}")]
    found = {str(path.relative_to(folder)): CHANGING.findall(path.read_text()) for path in paths}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("code", SIGNS)
def test_a_sign_of_danger_tells_nothing_unconfirmed_as_fact(code):
    """They are read to families by RT heads and stand on /cek-tawaran/, so the same holds for them."""
    assert unconfirmed(" ".join(SIGNS[code].get(field, "") for field in SAID_OF_A_SIGN)) == []


def unconfirmed(text):
    return [words for words in UNCONFIRMED if words.lower() in text.lower()]


@pytest.mark.parametrize("name", [name for name in ARTICLES if name != "darurat.md"])
def test_an_article_says_what_it_is_and_how_it_is_known(name):
    fields = start_content.article(name)
    assert 20 <= len(fields["summary"]) <= 300
    assert fields["title"] and fields["search_description"] and len(fields["sources"]) > 20
    assert fields["checked_on"] < fields["check_again_on"]


@pytest.mark.parametrize("name", ARTICLES)
def test_a_page_can_be_read_aloud(name):
    words = [len(sentence.split()) for sentence in sentences(start_content.article(name)["body"])]
    assert sum(words) / len(words) <= LONGEST_MEAN
    assert max(words) <= 2 * LONGEST_MEAN


def test_every_article_stands_on_a_shelf():
    shelf = start_content.table("edukasi.toml")["sections"]
    shelved = {f"{section['slug']}/{name}.md" for section in shelf for name in section["articles"]}
    assert shelved == {name for name in ARTICLES if "/" in name}


def test_every_fact_that_a_page_names_exists():
    named = {code for name in ARTICLES for code in FACT.findall((start_content.CONTENT / name).read_text())}
    assert named <= set(FACTS)


def test_every_fact_is_used_somewhere():
    folders = ("education/content", "templates", "cases", "education", "pangkalpinang_pmi")
    files = (path for folder in folders for path in (settings.BASE_DIR / folder).rglob("*.*"))
    kinds = {".md", ".html", ".txt", ".typ", ".py"}
    text = "".join(path.read_text() for path in files if path.suffix in kinds and "tests" not in path.parts)
    assert [code for code in FACTS if f"[[fakta:{code}]]" not in text and f'"{code}"' not in text] == []


@pytest.mark.parametrize("code", FACTS)
def test_a_fact_has_a_source_and_a_day(code):
    fact = FACTS[code]
    assert fact.keys() <= {
        "label",
        "value",
        "kind",
        "source",
        "source_url",
        "checked_on",
        "checked_by",
        "valid_until",
    } | {"certain"}
    assert fact["source"] and fact["checked_by"] and fact["checked_on"].year >= 2025
    assert fact["kind"] in {"FEE", "PHONE", "LAW", "DURATION", "OFFICE", "WAGE", "OTHER"}


@pytest.mark.parametrize("code", FACTS)
def test_what_may_change_is_looked_up_again_within_a_year(code):
    fact = FACTS[code]
    tells_of_the_past = fact["kind"] == "OTHER" and not code.startswith("status-")
    latest = fact["checked_on"].replace(year=fact["checked_on"].year + 1)
    assert tells_of_the_past or fact["checked_on"] < fact["valid_until"] <= latest


@pytest.mark.parametrize("code", FACTS)
def test_what_its_checker_calls_unchecked_is_not_certain(code):
    assert not (FACTS[code]["certain"] and "belum" in FACTS[code]["checked_by"])


def test_sentences_end_where_one_takes_a_breath():
    assert sentences(start_content.body("## Judul\n\nSatu dua. Tiga!\n- empat\n- lima [[fakta:x]]")) == [
        *("Judul", "Satu dua", "Tiga!", "empat", "lima nilai")
    ]


def sentences(body):
    text = "\n".join(flat(value) for kind, value in body if kind != "phones")
    parts = SENTENCE_END.split(FACT.sub("nilai", text))
    return [clean for part in parts if (clean := re.sub(r"<[^>]+>", " ", part).strip())]


def flat(value):
    if isinstance(value, str):
        return value
    return "\n".join(flat(part) for part in (value.values() if isinstance(value, dict) else value))


@pytest.mark.parametrize("code", CONTACTS)
def test_a_number_has_a_source_and_old_ones_are_off(code):
    contact = EmergencyContact(code=code, **CONTACTS[code])
    contact.clean_fields(exclude=["order"])
    contact.clean()
    assert contact.source
    assert contact.is_active == (contact.checked_on.year >= 2025)
    assert re.sub(r"\D", "", contact.shown_as).lstrip("0") in contact.number


COUNTRIES = [name.removesuffix(".md") for name in ARTICLES if name.startswith("negara/") and "resmi" not in name]


@pytest.mark.parametrize("name", COUNTRIES)
def test_a_country_tells_a_wage_of_a_year_what_is_too_little_and_what_is_too_good(name):
    article = start_content.article(f"{name}.md")
    text = str(article["body"])
    wages = [code for code in FACTS if f"{code}-".startswith(f"upah-{article['slug']}-")]
    assert wages and "/cek-tawaran/" in text and "Disnaker" in text and re.search("[Jj]auh lebih besar", text)
    for code in wages:
        wage = FACTS[code]
        assert wage["kind"] == "WAGE" and wage["source_url"].startswith("https://") and f"[[fakta:{code}]]" in text
        assert re.search(r"20[12]\d", wage["value"]), code
        assert re.search(r"\d.* sampai .*\d|Mulai dari .*upah minimum", wage["value"]), code
