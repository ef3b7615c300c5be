"""What search engines, feed readers and chats are told."""

import json
import re

import pytest

from education import findable
from education.models import ArticlePage

LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def discreet(home):
    return ArticlePage.objects.filter(is_discreet=True).first()


def test_the_map_lists_every_page_but_those_for_watched_phones(client, home, discreet):
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"].startswith("application/xml")
    listed = re.findall("<loc>http://testserver(.*?)</loc>", answer.text)
    assert {"/", "/darurat/", "/edukasi/", "/privasi/"} <= set(listed)
    assert discreet.url not in listed and len(listed) == len(set(listed))


def test_the_map_lists_our_own_pages_too_each_with_a_day(client, home):
    text = client.get("/sitemap.xml").text
    dated = dict(re.findall("<loc>http://testserver(.*?)</loc><lastmod>(.*?)</lastmod>", text))
    assert {"/cek-tawaran/", "/lapor/", "/bahan/"} <= dated.keys()
    assert dated["/bahan/"] == max(day for path, day in dated.items() if path not in ("/cek-tawaran/", "/lapor/"))
    assert text.count("<lastmod>") == text.count("<loc>")


@pytest.mark.parametrize("path", [*findable.OWN, "/", "/darurat/"])
def test_a_page_that_is_listed_may_be_found_and_says_what_it_is(client, home, path):
    answer = client.get(path)
    assert "noindex" not in answer.text and "X-Robots-Tag" not in answer.headers
    assert f'<link rel="canonical" href="http://testserver{path}">' in answer.text
    for name in ("title", "description", "url", "image"):
        assert f'property="og:{name}" content="' in answer.text
    assert f"Allow: {path}" in client.get("/robots.txt").text


@pytest.mark.parametrize("path", ["/lapor/siapa/", "/lapor/lacak/", "/cek-tawaran/tanya/", "/cari/", "/masuk/"])
def test_a_page_behind_the_first_is_not_found(client, home, path):
    assert "noindex" in client.get(path).text


def test_the_map_costs_few_queries(client, home, django_assert_max_num_queries):
    client.get("/sitemap.xml")
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")


def test_machines_are_shown_the_public_side_only(client, db):
    text = client.get("/robots.txt").text
    assert "Disallow: /\n" in text and "Allow: /edukasi" in text and "Sitemap: http://testserver/sitemap.xml" in text
    assert "warga" not in text and "kasus" not in text and "cms" not in text


def test_the_feed_names_articles_with_their_facts(client, home, discreet):
    answer = client.get("/edukasi.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert "[[fakta" not in answer.text and discreet.url not in answer.text
    assert answer.text.count("<entry>") > 3


def test_the_portal_is_a_service_of_the_city(client, home):
    [data] = map(json.loads, LINKED.findall(client.get("/").text))
    assert data["@type"] == "GovernmentService" and data["url"] == "http://testserver/"


def test_questions_of_a_page_are_told_as_questions(client, home):
    page = ArticlePage.objects.get(slug="cara-kerja-yang-benar")
    body = {"question": "Apakah </script> bayar?", "answer": "<p>Tidak, <b>gratis</b> & aman.</p>"}
    page.body = [("question", body)]
    page.save_revision().publish()
    [data] = map(json.loads, LINKED.findall(client.get(page.url).text))
    assert data["mainEntity"][0]["name"] == body["question"]
    assert data["mainEntity"][0]["acceptedAnswer"]["text"] == "Tidak, gratis & aman."


def test_the_items_of_a_list_stay_apart_in_an_answer(home):
    page = ArticlePage(
        body=[("question", {"question": "Apa?", "answer": "<p>Dua:</p><ul><li>KTP</li><li>KK</li></ul>"})]
    )
    assert findable.questions(page)["mainEntity"][0]["acceptedAnswer"]["text"] == "Dua: KTP KK"


def test_a_page_for_a_watched_phone_tells_machines_nothing(client, discreet):
    assert not LINKED.findall(client.get(discreet.url).text)
