"""The database is away at night, and a mother wants to report her son."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from cases.models import OfferContext, OfferQuestion, RedFlag, Report
from cases.rules import start_rows
from cases.rules.families import report_intake
from cases.values.choices import Answer
from education import emergency, quick_exit, spare_numbers
from education.models import EmergencyContact
from lib.clock import today

START, FIRST, FOLLOW, LEAVE, CHECK, ASK = (
    reverse(f"cases:{name}")
    for name in ("report_start", "report_first", "follow", "leave_report", "offer_check", "offer_ask")
)
FURTHER = [reverse("cases:report_page", args=[page]) for page in ("keadaan", "keterangan")]
FEEDBACK = reverse("page_feedback", args=[7])
BAYU = {"person_name": "Bayu Contoh", "relation": "ORANG_TUA", "country": "MM", "place": "Myawaddy <gedung>"}
TRAP = "Jadi admin judi online di Kamboja, gaji 12 juta, tiket dibayar bos."


@pytest.fixture(autouse=True)
def numbers(db, settings, tmp_path):
    """One to ring, one to write to, and one of each that nobody has called for half a year."""
    cache.clear()
    settings.EMERGENCY_PAGE_FILE = tmp_path / "media/darurat.html"
    told = {"purpose": "Siapa saja.", "works_from": "ANYWHERE", "source": "contoh", "checked_by": "contoh"}
    for name, number, kind, age in (
        ("Hotline Contoh", "129", "CALL", 0),
        ("Disnaker Contoh", "+628110000001", "WHATSAPP", 0),
        ("Kantor Lama", "110", "CALL", 181),
        ("Kantor Bisu", "+628110000002", "WHATSAPP", 181),
    ):
        checked = today() - timedelta(days=age)
        EmergencyContact.objects.create(
            name=name, number=number, shown_as=number, kind=kind, checked_on=checked, **told
        )
    emergency.write()


@pytest.fixture
def mother():
    """Her browser; what fails shows its page, as it would to her."""
    return Client(raise_request_exception=False)


def test_a_form_says_before_anybody_types_that_nothing_can_be_kept_and_whom_to_ring(mother, without_database):
    with without_database():
        for path in (START, FIRST, FOLLOW, ASK, *FURTHER, FEEDBACK):
            page = mother.get(path)
            assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "120", "no-store, private")
            assert "Jangan mengisi dulu" in page.text and "<form" not in page.text, path
            assert page.text.index("tel:129") < page.text.index("Coba lagi</a>")
            assert "tel:110" not in page.text and "Nomor sedang diperiksa" in page.text
            assert "default-src" in page["Content-Security-Policy"]


def test_what_was_typed_comes_back_to_be_sent_again_or_copied(mother, without_database):
    mother.post(START, {"danger": Answer.TIDAK_TAHU})
    with without_database():
        page = mother.post(FIRST, BAYU)
    assert (page.status_code, "sesi" in page.cookies) == (503, False)
    assert 'value="Bayu Contoh"' in page.text and "Kirim lagi" in page.text
    assert "Siapa namanya: Bayu Contoh\nAnda siapanya: " in page.text and "Myanmar" in page.text
    assert "https://wa.me/628110000001?text=" in page.text and "Myawaddy%20%3Cgedung%3E" in page.text
    assert "628110000002?text=" not in page.text
    assert "<gedung>" not in page.text and not Report.objects.exists()
    assert mother.post(FIRST, BAYU).status_code == 302  # the report begun before was not forgotten
    assert Report.objects.get().person_name == "Bayu Contoh"


def test_also_where_it_fails_in_the_middle_of_a_request(mother, monkeypatch):
    def die(**values):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(report_intake, "keep", die)
    page = mother.post(FIRST, BAYU)
    assert page.status_code == 503 and 'value="Bayu Contoh"' in page.text


def test_any_other_failure_is_not_blamed_on_the_database(mother, monkeypatch):
    monkeypatch.setattr(report_intake, "keep", lambda **values: 1 / 0)
    assert mother.post(FIRST, BAYU).status_code == 500


def test_dates_and_several_choices_are_told_in_words(mother, without_database):
    told = {"troubles": ["DISEKAP", "SAKIT"], "last_contact_on_day": "3", "last_contact_on_month": "11"}
    with without_database():
        page = mother.post(FURTHER[0], told | {"last_contact_on_year": "2026"}).text
        assert "dijual, Sakit atau terluka" in page and "kabar terakhir darinya: 3-11-2026" in page
        assert mother.post(reverse("cases:report_page", args=["tidak-ada"])).status_code == 503


def test_a_code_comes_back_but_goes_into_no_chat(mother, without_database):
    with without_database():
        page = mother.post(FOLLOW, {"code": "badak gagar"}).text
    assert 'value="badak gagar"' in page and "?text=" not in page and "<textarea" not in page


def test_whoever_is_watched_gets_away_and_comes_back_to_nothing(mother, without_database):
    mother.post(START, {"danger": Answer.TIDAK_TAHU})
    assert mother.post(FIRST, BAYU).status_code == 302
    with without_database():
        away, forgotten = mother.get(LEAVE), mother.get(reverse("forget_offline"))
    assert (away.status_code, away["Location"]) == (302, quick_exit.weather())
    assert (forgotten.status_code, forgotten["Clear-Site-Data"]) == (200, '"cache", "storage"')
    assert "Bayu Contoh" not in mother.get(START).text
    assert mother.get(FURTHER[0]).url.startswith(reverse("cases:follow"))


def test_without_the_file_the_page_still_leads_to_the_emergency_page(mother, without_database):
    for broken in ("[{", json.dumps([{"name": "ini bukan nomor"}])):
        spare_numbers.file().write_text(broken)
        with without_database():
            assert 'href="/darurat/"' in mother.get(START).text


def test_a_search_gives_the_words_back_and_the_numbers(mother, without_database):
    with without_database():
        page = mother.get("/cari/?q=<kamboja>")
    assert (page.status_code, page["Retry-After"]) == (503, "120") and "tel:129" in page.text
    assert 'value="&lt;kamboja&gt;"' in page.text and "Pencarian sedang tidak jalan" in page.text


def test_words_about_a_page_come_back(mother, without_database):
    with without_database():
        page = mother.post(FEEDBACK, {"is_helpful": "belum", "missing": "Berapa <biayanya>?"})
        assert "Terima kasih" in mother.get(f"{FEEDBACK}terima-kasih/").text
    assert page.status_code == 503 and "Kirim lagi" in page.text and "tel:129" in page.text
    assert "Berapa &lt;biayanya&gt;?</textarea>" in page.text and 'value="belum"' in page.text


# ---- an offer is weighed all the same


def test_an_offer_is_weighed_without_a_database_and_the_question_has_to_wait(mother, without_database):
    start_rows._last_read.clear()  # a process that has just been started
    with without_database():
        page = mother.get(CHECK)
        assert page.status_code == 200 and "harus menunggu" in page.text and ASK not in page.text
        answer = mother.post(CHECK, {"text": TRAP})
        assert "harus menunggu" in answer.text and "tel:129" in answer.text
        assert mother.post(CHECK, {}).status_code == 200
    assert answer.status_code == 200 and "Bahaya besar" in answer.text and "Kamboja" in answer.text
    assert "no-store" in answer["Cache-Control"] and ASK not in answer.text
    assert not OfferQuestion.objects.exists()


def test_the_signs_are_those_that_this_process_read_last(mother, without_database):
    flag = RedFlag(code="contoh", title="Tanda kota ini", why="Contoh.", source="contoh", weight=5, kind="WORDS")
    flag.words, flag.checked_on = "bos gajah", today()
    flag.save()
    mother.post(CHECK, {"text": "bos gajah"})
    with without_database():
        assert "Tanda kota ini" in mother.post(CHECK, {"text": "dicari bos gajah"}).text
    assert OfferContext in start_rows._last_read


def test_an_answer_from_before_the_outage_is_asked_for_with_the_code_later(mother, without_database):
    with without_database():
        page = mother.post(reverse("cases:offer_follow"), {"code": "badak"})
    assert page.status_code == 503 and 'value="badak"' in page.text
