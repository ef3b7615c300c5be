"""One page from its writer to its last day, in a browser: written, read by an editor, timed, live, gone."""

from datetime import timedelta

import pytest
from django.conf import settings as in_force
from django.utils import timezone

from dev.pytest_browser import DESK, PHONE, violations
from education import tasks
from education.models import SectionPage

TITLE, ADDRESS = "Tawaran lewat telepon", "/edukasi/berangkat/tawaran-lewat-telepon/"


@pytest.fixture
def enter(transactional_db, public_site, open_browser, live_server, client):
    """`enter(putri)` opens the CMS as she does; `enter(None)` is a reader with a telephone."""

    def entered(actor, path):
        page = open_browser(DESK if actor else PHONE)
        if actor:
            client.force_login(actor.user)
            name = in_force.SESSION_COOKIE_NAME
            page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")
        return page

    return entered


def test_from_the_writer_to_the_last_day(enter, open_browser, putri, rena, monkeypatch):
    now = timezone.localtime()
    begins, ends = now + timedelta(days=2), now + timedelta(days=30)
    section = SectionPage.objects.get(slug="berangkat")
    write(enter(putri, f"/cms/pages/add/education/articlepage/{section.pk}/"), now)
    review(enter(rena, "/cms/"), begins, ends)

    assert reader_finds(enter) == 404
    at(begins - timedelta(minutes=1), monkeypatch)
    assert reader_finds(enter) == 404
    at(begins + timedelta(minutes=1), monkeypatch)
    assert reader_finds(enter) == 200
    page = enter(None, ADDRESS)
    assert page.get_by_text("Tutup teleponnya.").is_visible() and violations(page) == []
    page.get_by_role("link", name="Belum", exact=True).click()
    page.get_by_label("Apa yang kurang").fill("Nomor yang bisa dihubungi.")
    page.get_by_role("button", name="Kirim masukan").click()
    page.get_by_role("heading", name="Terima kasih").wait_for()
    assert "Nomor yang bisa dihubungi." in enter(rena, "/cms/reports/masukan/").content()
    at(ends + timedelta(minutes=1), monkeypatch)
    assert reader_finds(enter) == 404
    open_browser.forgive()  # of the CMS's own inline styles, which our policy refuses, and of the pages not found


def write(page, now):
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("Ada yang menelepon dan menjanjikan kerja. Tutup dulu, lalu tanya.")
    page.locator("[data-streamfield-stream-container] button").first.click()
    page.get_by_role("option", name="teks").first.click()
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type("Tutup teleponnya. Tanya Disnaker.")
    for field, day in (("checked_on", now), ("check_again_on", now + timedelta(days=180))):
        page.locator(f"#id_{field}").fill(f"{day:%Y-%m-%d}")
        page.keyboard.press("Escape")
    page.locator("#id_sources").click()
    page.keyboard.type("Cerita warga, Gerunggang.")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("button[name=action-submit]").click()
    page.wait_for_url("**/cms/pages/*/")


def review(page, begins, ends):
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Buka status").first.click()
    page.get_by_role("button", name="Atur jadwal").click()
    for field, moment in (("go_live_at", begins), ("expire_at", ends)):
        page.locator(f"#id_{field}").fill(f"{moment:%Y-%m-%d %H:%M}")
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan jadwal").press("Enter")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Setujui dan tayangkan", exact=True).click()


def at(moment, monkeypatch):
    """What the beat does at that moment."""
    with monkeypatch.context() as moved:
        moved.setattr(timezone, "now", lambda: moment)
        tasks.publish_scheduled()


def reader_finds(enter):
    page = enter(None, "/darurat/")
    return page.request.get(f"{page.url.partition('/darurat/')[0]}{ADDRESS}").status
