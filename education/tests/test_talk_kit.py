"""What a head of an RT takes to a meeting says what the published pages say, and no more."""

from datetime import timedelta

import pypdfium2
import pytest

from education import printed, talk_kit
from education.models import ArticlePage, EmergencyContact, Fact, HomePage
from lib.clock import today


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def pages(name):
    return pages_of(printed.content_of(talk_kit.made(name, today())))


@pytest.mark.parametrize("name", talk_kit.KIT)
def test_each_part_is_offered_and_can_be_saved(client, home, name):
    assert f'href="/bahan/{name}.pdf"' in client.get("/bahan/").text
    answer = client.get(f"/bahan/{name}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
    assert len(answer.content) < 300_000


def test_nothing_else_is_made(client, home):
    assert client.get("/bahan/undangan.pdf").status_code == 404


def test_each_poster_is_one_page_with_a_way_to_read_on(home):
    posters = pages("poster-warga")
    assert len(posters) == 4
    for words, poster in zip(["Paspor diambil", "Catatkan diri", "0800 1000", "Kabar terakhir"], posters, strict=True):
        assert words.lower() in poster.lower() and "situs resmi" in poster


def test_the_slides_go_from_the_opening_to_the_quiz(home):
    slides = pages("slide-pertemuan")
    assert 15 <= len(slides) <= 30
    assert home.heading in slides[0] and "dipulangkan dari Myanmar" in slides[1]
    assert slides[-1].startswith("Tanya dulu") and "Jawaban" in slides[-2]
    told = " ".join(slides)
    for words in ("Paspor diambil begitu sampai", "Daftar di Disnaker", "Kata sandi", "0800 1000", "Kuis 5 dari 5"):
        assert words in told
    assert "menit" not in told


def test_each_paper_names_its_sources_at_its_foot(home):
    contact = EmergencyContact.objects.get(code="kp2mi-telepon")
    called = f"lintasatlantik.com, Desember 2025 ({contact.checked_on:%d/%m/%Y})"
    assert all(called in poster for poster in pages("poster-warga"))
    slides = pages("slide-pertemuan")
    assert called in slides[-1] and "infobabel.net 18 Maret 2025 (24/11/2026)" in slides[-1]
    assert all("belitung.tribunnews.com 5 Maret 2025" in page for page in pages("kuis-pertemuan"))
    Fact.objects.filter(code="status-kamboja").update(is_certain=False)
    assert not any("Sumber" in page for page in pages("kuis-pertemuan"))  # of what is unsure none is named


def test_the_quiz_has_five_questions_and_their_answers_apart(home):
    asked, answered = pages("kuis-pertemuan")
    assert asked.count("?") >= 5 and "5. " in asked and "Kita sendiri." not in asked
    assert "Kita sendiri." in answered


def test_a_changed_page_number_and_fact_change_what_is_printed(home):
    home.red_flags = [("flag", "Dijanjikan iPhone baru")]
    home.save_revision().publish()
    EmergencyContact.objects.filter(code="kp2mi-telepon").update(shown_as="0800 sekian")
    Fact.objects.filter(code="myawaddy-babel").update(value="99 orang")
    assert "Dijanjikan iPhone baru" in pages("poster-warga")[0] and "0800 sekian" in pages("poster-warga")[2]
    assert "99 orang" in pages("slide-pertemuan")[1]


def test_without_fresh_numbers_no_old_ones_are_hung_up(home):
    EmergencyContact.objects.update(checked_on=today() - timedelta(days=181))
    assert "0800" not in " ".join(pages("poster-warga") + pages("slide-pertemuan"))
    assert len(pages("poster-warga")) == 3


def test_withdrawn_pages_are_left_out(client, home):
    ArticlePage.objects.filter(slug__in=[talk_kit.TALK, talk_kit.SILENT]).update(live=False)
    assert len(pages("poster-warga")) == 3
    assert client.get("/bahan/slide-pertemuan.pdf").status_code == 404
    html = client.get("/bahan/").text
    assert "poster-warga.pdf" in html and "slide-pertemuan.pdf" not in html and "Naskah" not in html
    HomePage.objects.update(live=False)
    assert talk_kit.slides(today()) is None


def test_letters_we_cannot_print_are_left_out(home):
    home.heading, home.lead = "Aman dulu 🎉 中", "Tanya dulu 👍."
    home.save_revision().publish()
    assert pages("slide-pertemuan")[0].endswith("Aman dulu Tanya dulu .")
