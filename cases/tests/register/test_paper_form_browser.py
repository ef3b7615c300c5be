"""A clerk with a pile of paper: both hands on the keyboard, from one sheet to the next."""

import uuid

import pytest

from cases.models import Person
from cases.rules.register import paper_form
from dev.pytest_browser import DESK, refused, violations


@pytest.fixture
def page(transactional_db, live_server, client, settings, open_browser, budi):
    settings.DEMO = True
    client.force_login(budi.user)
    page = open_browser(DESK)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/warga/ketik/")
    return page


def test_a_sheet_without_a_mouse_and_then_the_next(page, rudi):
    sheets = paper_form.reserve(rudi.territory, 2, by=rudi, batch=uuid.uuid4())
    keys = page.keyboard

    def write(text=""):
        keys.type(text)
        keys.press("Enter")

    def here():
        return page.evaluate("document.activeElement.name")

    for text in (sheets[0].written_code, "Kertas Contoh", ""):
        write(text)
    assert here() == "no_nik_reason"
    keys.press("2")
    assert page.locator("[name=no_nik_reason]:checked").input_value() == "HILANG"
    for text in ("", "", "5", "2", "1993", "Pangkalpinang", "Jl. Melati 7", "0812 3456 7890", "", "", ""):
        write(text)
    assert here() == "stage"
    for text in ("", "Malaysia", "Koki", "", "", "", "", "", "", ""):
        write(text)
    assert here() == "source"
    keys.press("2")
    for text in ("", "", "3", "11", "2026", "Pak Darto"):
        write(text)
    assert violations(page) == []
    keys.press("Control+Enter")
    page.get_by_text("Tersimpan:").wait_for()
    page.wait_for_load_state()  # the script that moves the focus comes after the page
    assert here() == "code" and page.get_by_label("Nama yang mengisi").input_value() == "Pak Darto"
    assert page.locator("#codes-to-come option").get_attribute("value") == sheets[1].written_code
    person = Person.objects.get()
    assert (person.name, person.no_nik_reason, person.journeys.get().country) == ("Kertas Contoh", "HILANG", "MY")

    keys.press("Control+Enter")
    refused(page)
    assert violations(page) == []
