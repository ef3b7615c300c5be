"""Whom somebody looks for stands in no address and in no log line: names and numbers are posted, and sealed."""

import logging
import re
from html import unescape
from urllib.parse import quote, quote_plus

import pytest
from django.conf import settings
from django.urls import reverse

from cases.rules.paging import PER_PAGE
from cases.tests.factories import make_case, make_person
from lib.search_words import seal

PUBLIC_BOX = settings.BASE_DIR / "templates/education/_search_box.html"  # finds public pages, knows no person
TEMPLATES = sorted({*(settings.BASE_DIR / "templates").rglob("*.html")} - {PUBLIC_BOX})
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
POSTS = re.compile(r'<form\b[^>]*\bmethod="post"')
INPUT = re.compile(r"<input\b[^>]*>")
CHOSEN = re.compile(r'\btype="(?:hidden|checkbox|radio|submit|date)"')
ADDRESSES = re.compile(r'(?:href|action|hx-[a-z-]+)="([^"]*)"')
SEARCHES = {"cases:people": "ana", "cases:list": "ana", "account_list": "adi"}
searches = pytest.mark.parametrize("name, who", SEARCHES.items())


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.DEMO = True


@pytest.fixture
def search(client, request):
    def ask(name, who, words, **fields):
        client.force_login(request.getfixturevalue(who).user)
        return client.post(reverse(name), {"q": words, **fields})

    return ask


def typed_into(html):
    """The fields of forms that send by GET into which somebody could type."""
    forms = [form for form in FORM.findall(html) if not POSTS.match(form)]
    fields = [field for form in forms for field in INPUT.findall(form) if not CHOSEN.search(field)]
    return fields + [form for form in forms if "<textarea" in form or ".q" in form]


def test_a_box_in_a_form_that_sends_by_get_is_noticed():
    assert typed_into('<form class="filters"><select name="a"></select><input type="search" name="b"></form>')
    assert typed_into('<form method="get">{{ form.q|as_crispy_field }}</form>')
    assert not typed_into('<form class="form" method="post"><input name="b"></form>')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_no_template_sends_what_is_typed_by_get(path):
    assert typed_into(path.read_text()) == []


@pytest.mark.parametrize("name", ["people", "register", "nik_conflicts", "list", "open_case", "ledger", "reminders"])
def test_no_page_sends_what_is_typed_by_get(client, ana, case, name):
    client.force_login(ana.user)
    html = client.get(reverse(f"cases:{name}")).content.decode()
    assert "<form" in html
    assert typed_into(html) == []


@searches
@pytest.mark.parametrize("words", ["Siti Contoh", "1971054502930001", "0812-3456-7890", "C1234567", "x" * 9000])
def test_no_address_and_no_log_line_says_the_words(client, search, case, caplog, name, who, words):
    caplog.set_level(logging.DEBUG)
    answer = search(name, who, words)
    page = client.get(answer.url)
    addresses = [answer.url, *ADDRESSES.findall(page.content.decode())]
    assert (answer.status_code, page.status_code) == (302, 200)
    assert len(answer.url) < 1000
    for spelling in {words, words.lower(), quote(words), quote_plus(words), *words.split()}:
        assert not [address for address in addresses if spelling in address]
        assert spelling not in caplog.text


@searches
def test_the_box_still_says_what_was_searched(client, search, name, who):
    page = client.get(search(name, who, "  Siti <Contoh>  ").url)
    assert 'value="Siti &lt;Contoh&gt;"' in page.content.decode()


@searches
def test_nothing_typed_is_no_search(search, name, who):
    assert search(name, who, "   ", page="7").url == reverse(name)


@searches
def test_a_link_opens_for_nobody_else(client, search, dewi, ana, name, who):
    token = seal("Siti Rahasia", dewi.user)
    client.force_login(search(name, who, "").wsgi_request.user)
    for broken in (token, "x", "\0", token[:-2]):
        page = client.get(reverse(name), {"cari": broken})
        assert page.status_code == 200
        assert "Pencarian dari tautan ini tidak bisa dibuka lagi" in page.content.decode()
        assert "Rahasia" not in page.content.decode()


@searches
def test_words_in_the_open_are_not_heard(client, search, name, who):
    search(name, who, "")
    html = client.get(reverse(name), {"q": "Siapa Saja"}).content.decode()
    assert "Siapa Saja" not in html and "tidak bisa dibuka lagi" not in html


def test_filters_stay_in_the_open_and_pages_turn(client, search, ana, rudi):
    for _ in range(PER_PAGE + 1):
        make_person(rudi, rudi.territory, name="Siti Contoh", country="MY")
    make_person(rudi, rudi.territory, name="Budi Contoh", country="MY")
    address = search("cases:people", "ana", "siti", negara="MY", status="", nothing="of ours").url
    assert re.fullmatch(r"/warga/\?negara=MY&cari=[\w.-]+", address)
    first = client.get(address)
    following = unescape(re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1])
    second = client.get(f"/warga/{following}")
    assert [len(list(page.context["page"])) for page in (first, second)] == [PER_PAGE, 1]


def test_the_list_of_cases_finds_and_filters(client, search, ana, rudi):
    found = make_case(ana, [make_person(rudi, rudi.territory, name="Siti Contoh")], country="KH")
    make_case(ana, [make_person(rudi, rudi.territory, name="Budi Contoh")], country="KH")
    address = search("cases:list", "ana", "siti", country="KH").url
    assert address.startswith("/kasus/?country=KH&cari=")
    assert [row.case for row in client.get(address).context["rows"]] == [found]


@pytest.mark.parametrize("name", ["open_case", "add_person"])
def test_a_picker_does_not_listen_to_the_address(client, ana, case, name):
    client.force_login(ana.user)
    url = reverse(f"cases:{name}", args=[case.number] if name == "add_person" else [])
    html = client.get(url, {"q": "Siti"}).content.decode()
    assert "Siti" not in html
    assert "Siti Contoh" in client.post(url, {"cari": "1", "q": "Siti"}).content.decode()


def test_a_search_is_protected_against_forgery(ana, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(ana.user)
    assert client.post(reverse("cases:people"), {"q": "siti"}).status_code == 403


def test_htmx_is_led_to_the_table_alone(client, search, ana, siti):
    answer = search("cases:people", "ana", "siti")
    fragment = client.get(answer.url, headers={"HX-Request": "true"})
    assert "HX-Request" in fragment["Vary"]
    assert fragment.content.decode().strip().startswith('<div id="person-table">')
    assert "Siti Contoh" in fragment.content.decode()
