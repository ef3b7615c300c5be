"""A reader says what was missing: without a name, and not twice by one press too many."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache

from education import emergency, tasks
from education.models import ArticlePage, PageFeedback
from lib.clock import today

SAID = {"is_helpful": "belum", "missing": "Biayanya tidak ditulis."}


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def article(home):
    return ArticlePage.objects.get(slug="daftar-periksa")


@pytest.fixture
def address(article):
    return f"/masukan/{article.pk}/"


def test_the_page_asks_and_the_form_stands_apart(client, article, address):
    html = client.get(article.url).text
    assert "Membantu? Apa yang kurang?" in html and f'href="{address}?membantu=belum"' in html
    assert "<form" not in html
    answer = client.get(f"{address}?membantu=belum")
    assert re.search(r'value="belum"[^>]*checked', answer.text) and "Jangan tulis nama" in answer.text
    assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("path", ["/", "/darurat/"])
def test_the_front_page_and_the_emergency_page_ask_too_and_say_when_they_were_checked(client, home, path):
    html = client.get(path).text if path == "/" else emergency.render()
    address = re.search(r'href="(/masukan/\d+/)\?membantu=belum"', html)[1]
    assert "Terakhir diperiksa: 24 November 2026" in html and '<form method="post"' not in html
    assert client.post(address, SAID | {"key": uuid.uuid4()}).url == f"{address}terima-kasih/"
    assert f'href="{path}"' in client.get(f"{address}terima-kasih/").text
    assert PageFeedback.objects.get().page.url == path


def test_it_works(client, article, address):
    key = uuid.uuid4()
    assert client.post(address, SAID | {"key": key}).url == f"{address}terima-kasih/"
    kept = PageFeedback.objects.get()
    assert (kept.pk, kept.page_id, kept.is_helpful, kept.missing) == (key, article.pk, False, SAID["missing"])
    assert "Terima kasih" in client.get(f"{address}terima-kasih/").text
    client.post(address, SAID | {"key": key})
    assert PageFeedback.objects.count() == 1


def test_nothing_typed_is_lost(client, address):
    answer = client.post(address, {"key": uuid.uuid4(), "missing": "Biayanya tidak ditulis."})
    assert answer.status_code == 200 and not PageFeedback.objects.exists()
    assert "Pilih salah satu dulu." in answer.text and "Biayanya tidak ditulis." in answer.text


def test_a_page_for_a_watched_phone_asks_nothing(client, home):
    discreet = ArticlePage.objects.filter(is_discreet=True).first()
    assert "Apa yang kurang" not in client.get(discreet.url).text
    assert client.get(f"/masukan/{discreet.pk}/").status_code == 404
    assert client.get("/masukan/999999/").status_code == 404


def test_a_machine_is_stopped(client, address, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"page_feedback": "2/h/ip"}
    answers = [client.post(address, SAID | {"key": uuid.uuid4()}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Tunggu sebentar" in answers[2].text and SAID["missing"] in answers[2].text
    assert PageFeedback.objects.count() == 2


def test_editors_read_it_and_after_a_year_it_is_gone(client, rena, article, address):
    client.post(address, SAID | {"key": uuid.uuid4(), "missing": "<b>Biaya</b>"})
    client.force_login(rena.user)
    html = client.get("/cms/reports/masukan/").text
    assert "&lt;b&gt;Biaya&lt;/b&gt;" in html and f"/cms/pages/{article.pk}/edit/" in html
    PageFeedback.objects.update(given_on=today() - timedelta(days=365))
    tasks.daily_upkeep()
    assert PageFeedback.objects.exists()
    PageFeedback.objects.update(given_on=today() - timedelta(days=366))
    tasks.daily_upkeep()
    assert not PageFeedback.objects.exists()
