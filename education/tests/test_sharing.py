"""How pages are passed on: pictures for chats, words for WhatsApp, a sheet for the board."""

import io
import os
import re
from datetime import timedelta
from urllib.parse import unquote

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from education import emergency, printed, sharing
from education.models import ArticlePage, EmergencyContact, EmergencyPage, Fact, HomePage, SectionPage
from education.page_text import lists_of, parts_of
from lib.clock import today

ARTICLE = "/edukasi/berangkat/tanda-lowongan-palsu/"
CARDS = re.compile(r'<meta property="og:image" content="[^"]+?(/kartu/[^"]+)">')


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def article(home):
    return ArticlePage.objects.get(slug="tanda-lowongan-palsu")


@pytest.fixture
def never_again(monkeypatch):
    """`never_again()`: from now on nothing may be typeset."""

    def refuse(template, data):
        raise AssertionError(f"{template} was typeset again")

    return lambda: [monkeypatch.setitem(printed.MAKERS, kind, refuse) for kind in ("pdf", "png")]


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


@pytest.mark.parametrize("model", [HomePage, SectionPage, ArticlePage, EmergencyPage])
def test_a_chat_finds_two_pictures_of_the_right_size(client, home, model):
    page = model.objects.live().first()
    cards = CARDS.findall(client.get(page.url).text)
    sizes = []
    for address in cards:
        answer = client.get(address)
        assert (answer["Content-Type"], len(answer.content) < 300_000) == ("image/png", True)
        sizes.append(Image.open(io.BytesIO(answer.content)).size)
    assert sizes == [(1200, 630), (1080, 1080)]


def test_a_picture_is_drawn_once_however_often_it_is_asked_for(client, article, never_again):
    address = CARDS.findall(client.get(ARTICLE).text)[0]
    first = client.get(address)
    never_again()
    assert client.get(address).content == first.content
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"


def test_another_title_is_another_picture_and_the_old_address_leads_to_it(client, article):
    old = CARDS.findall(client.get(ARTICLE).text)[0]
    article.title = "Delapan tanda lowongan palsu"
    article.save_revision().publish()
    new = CARDS.findall(client.get(ARTICLE).text)[0]
    assert new != old
    answer = client.get(old)
    assert (answer.status_code, answer.url) == (302, new)


def test_a_fact_in_the_title_is_said_on_the_picture_and_in_the_message(client, article):
    article.title = "Jangan ulangi: [[fakta:myawaddy-babel]]"
    article.save_revision().publish()
    value = Fact.objects.get(code="myawaddy-babel").value
    assert sharing.words_of(article)[0] == f"Jangan ulangi: {value}"
    assert value in unquote(sharing.whatsapp_address(article))


def test_what_editors_type_is_text_and_never_markup(article):
    article.title, article.summary = "*x* #y <b> [[ $z$ & \\", 'Kata "siapa" & <script>. Kedua.'
    assert sharing.words_of(article) == ("*x* #y <b> [[ $z$ & \\", 'Kata "siapa" & <script>.')
    assert printed.content_of(sharing.card(article, "lebar")).startswith(b"\x89PNG")


def test_the_message_has_title_first_sentence_and_address(client, article):
    message = unquote(re.search(r'href="https://wa.me/\?text=([^"]+)"', client.get(ARTICLE).text)[1])
    title, sentence, address = message.split("\n")
    assert (title, sentence) == (f"*{article.title}*", "Satu tanda sudah cukup untuk berhenti dan bertanya.")
    assert address.endswith(ARTICLE)


@pytest.mark.parametrize(
    "change", [{"is_discreet": True}, {"live": False}, {"language": ArticlePage.Language.MANDARIN}]
)
def test_what_is_not_to_be_passed_on_has_neither(client, article, change):
    address = CARDS.findall(client.get(ARTICLE).text)[0]
    ArticlePage.objects.filter(pk=article.pk).update(**change)
    assert client.get(address).status_code == client.get(f"/selebaran/{article.pk}.pdf").status_code == 404
    html = client.get(ARTICLE).text
    assert "og:image" not in html and "wa.me/?text" not in html and "selebaran" not in html


@pytest.mark.parametrize("address", ["/kartu/{}/abc/bulat.png", "/kartu/999999/abc/lebar.png", "/selebaran/999999.pdf"])
def test_nothing_else_is_drawn(client, article, never_again, address):
    never_again()
    assert client.get(address.format(article.pk)).status_code == 404


@pytest.mark.parametrize("address", ["/", "/edukasi/", "/edukasi/keluarga/", "/darurat/"])
def test_home_shelves_and_emergency_numbers_are_passed_on_too(client, home, address):
    emergency.write()
    html = client.get(address).text
    assert "https://wa.me/?text=%2A" in html and 'href="/bahan/"' in html and "Cetak poster" in html
    assert "/selebaran/" not in html


def test_a_shelf_has_no_sheet(client, home):
    assert client.get(f"/selebaran/{SectionPage.objects.first().pk}.pdf").status_code == 404


def test_every_article_fits_on_one_page_for_the_board(home):
    for article in ArticlePage.objects.live():
        if sharing.is_shareable(article):
            pdf = printed.content_of(sharing.sheet(article, today()))
            assert len(pypdfium2.PdfDocument(pdf)) == 1, article.slug


def test_the_sheet_says_what_matters_and_where_to_read_on(client, article, never_again):
    answer = client.get(f"/selebaran/{article.pk}.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="selebaran-tanda-lowongan-palsu.pdf"'
    text = text_of(answer.content)
    for words in (article.title, "Gaji besar tanpa keahlian", "0800 1000", "Isi diperiksa 24 November 2026"):
        assert words in text
    assert ARTICLE in text.replace(" ", "")
    never_again()
    assert client.get(f"/selebaran/{article.pk}.pdf").content == answer.content


def test_an_old_number_is_not_hung_on_a_board(article):
    EmergencyContact.objects.update(checked_on=today() - timedelta(days=181))
    assert sharing.sheet(article, today()).data["calls"] == []


def test_a_full_disk_costs_time_and_no_picture(client, article, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    assert client.get(CARDS.findall(client.get(ARTICLE).text)[0]).status_code == 200


def test_pictures_that_nobody_needs_any_more_go_after_a_month(article, settings):
    made = sharing.card(article, "lebar")
    printed.content_of(made)
    (file,) = (settings.MEDIA_ROOT / printed.FOLDER).iterdir()
    assert printed.forget_old() == 0
    month = printed.KEPT.total_seconds() + 60
    os.utime(file, (file.stat().st_atime - month, file.stat().st_mtime - month))
    assert printed.forget_old() == 1
    assert printed.content_of(made)


def test_the_facts_of_a_country_stand_on_its_sheet(home):
    page = ArticlePage.objects.get(slug="taiwan")
    facts = next(part for part in lists_of(page) if part["title"] == "Singkatnya")
    told = ["Status", "Gaji di rumah tangga", "Gaji di pabrik", "Gaji di kapal ikan jarak jauh", "Biaya penempatan"]
    assert [line.partition(":")[0] for line in facts["lines"]][:5] == told
    assert not [line for line in facts["lines"] if "<" in line or "[[" in line]


def test_on_paper_a_danger_does_not_stand_as_advice(home):
    titles = [part["title"] for part in parts_of(ArticlePage.objects.get(slug="laos"))]
    assert titles[1:] == [
        'Di atas tertulis "belum pasti"? Ini artinya',
        "Hati-hati kalau jawabannya salah satu dari ini",
        "Bahaya yang perlu dikenali",
    ]
