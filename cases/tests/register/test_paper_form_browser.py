"""A clerk with a pile of paper: both hands on the keyboard, from one sheet to the next."""

import uuid

import pytest

from cases.models import NikConflict, Person
from cases.rules.register import paper_form, registration
from cases.tests.factories import TODAY, make_nik, make_person
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


def test_one_nik_on_two_entries_is_decided_without_a_mouse(page, rudi, budi):
    """From the list to the decision with Tab, arrow and Enter; what is missing is said where the focus goes."""
    siti = make_person(rudi, rudi.territory, name="Siti Contoh", nik=make_nik())
    told = {"name": "Sinta Lain", "territory": rudi.territory, "nik": siti.nik}
    by = {"by": rudi, "happened_on": TODAY, "source": "KELUARGA"}
    registration.register(client_uuid=uuid.uuid4(), person=told, journey={}, contacts=[], passport="", **by)
    keys = page.keyboard

    def go_to(name):
        for _ in range(40):
            keys.press("Tab")
            here = page.evaluate("(a => (a.labels?.[0] || a).innerText.trim())(document.activeElement)")
            if here.startswith(name):
                return
        raise AssertionError(f"{name} is not reached")

    page.goto(page.url.replace("/ketik/", "/bentrok/"))
    go_to(f"NIK ••••••••••••{siti.nik[-4:]}")
    keys.press("Enter")
    page.get_by_role("heading", name="Satu NIK, dua isian").wait_for()
    go_to("Simpan")
    keys.press("Enter")
    refused(page)
    go_to("Keputusan: Pilih keputusannya.")
    keys.press("Enter")
    keys.press("ArrowDown")
    go_to("Alasan atau pertanyaan")
    keys.type("KTP sudah dilihat, orangnya lain.")
    keys.press("Enter")
    page.get_by_text("Keputusan tersimpan.").wait_for()
    assert NikConflict.objects.get().decision == "LAIN"
