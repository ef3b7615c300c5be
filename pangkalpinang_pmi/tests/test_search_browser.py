"""Searching in a real browser, with and without JavaScript: the words are in no address, and Back leads back."""

from urllib.parse import unquote_plus

import pytest

from cases.tests.factories import make_person
from dev.pytest_browser import DESK, PHONE, violations


@pytest.fixture
def visit(live_server, client, settings, open_browser, ana, rudi):
    """Ana's browser at the list of people: Siti and Budi. And every address it has asked for."""
    settings.DEMO = True
    for name in ("Siti Contoh", "Budi Contoh"):
        make_person(rudi, rudi.territory, name=name)
    client.force_login(ana.user)

    def start(size, **options):
        page, asked = open_browser(size, **options), []
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.on("request", lambda request: asked.append(unquote_plus(request.url).lower()))
        page.goto(f"{live_server.url}/warga/")
        return page, asked

    return start


def search(page, words):
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/warga/?cari=*")


@pytest.mark.parametrize("size, options", [(DESK, {}), (PHONE, {}), (PHONE, {"java_script_enabled": False})])
def test_it_is_found_and_back_leads_back(visit, size, options):
    page, asked = visit(size, **options)
    search(page, "siti")
    page.get_by_text("1 orang", exact=True).wait_for()
    sealed = page.url
    assert not page.get_by_role("link", name="Budi Contoh").count()
    page.reload()
    assert page.get_by_role("searchbox").input_value() == "siti"
    page.go_back()
    page.get_by_role("link", name="Budi Contoh").wait_for()
    page.wait_for_load_state()  # the page was loaded again, and its scripts know the way forward
    assert page.url.endswith("/warga/") and page.get_by_role("heading", name="Warga", exact=True).count() == 1
    page.go_forward()
    page.get_by_text("1 orang", exact=True).wait_for()
    assert page.url == sealed
    assert not [address for address in asked if "siti" in address]


def test_the_browser_keeps_no_copy_of_the_list(visit):
    page, _ = visit(DESK)
    search(page, "siti")
    search(page, "budi")
    page.get_by_role("link", name="Budi Contoh").wait_for()
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})").lower()
    assert "contoh" not in kept and "budi" not in kept
    assert violations(page) == []
