"""What a phone keeps for the time without a signal, and what it never keeps."""

import json
import re

import pytest

from education import edition, offline
from education.models import ArticlePage, EmergencyContact, EmergencyPage
from lib.clock import today

DISCREET = "/edukasi/luar-negeri/info-perjalanan/"
READ = "/edukasi/berangkat/daftar-periksa/"


def kept_by(script):
    return json.loads(re.search(r"const KEEP = (\[.*?\]),", script)[1])


def test_every_phone_keeps_the_same_set(client, home):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    kept = kept_by(answer.text)
    assert kept[:3] == ["/darurat/", "/tanpa-sinyal/", DISCREET]
    for address in kept:
        found = client.get(address)
        if found.streaming:  # a file is open until it is read
            found.close()
        assert found.status_code == 200, address


def test_it_is_small(client, home):
    assert len(client.get("/sw.js").content) < 5_000
    for page in ("/", READ, "/darurat/"):
        html = client.get(page).text
        assert re.findall(r'<script src="([^"]+)" defer>', html) == ["/static/js/public.js"], page


def test_on_a_watched_phone_nothing_is_kept_by_reading(client, home):
    answer = client.get(DISCREET)
    assert answer["Cache-Control"] == "no-store" and "js/public.js" not in answer.text
    assert 'href="/hapus-simpanan/"' in answer.text


def test_another_number_or_page_makes_another_worker(home):
    before = offline.contents()
    EmergencyContact.objects.filter(code="kp2mi-telepon").update(shown_as="0800 sekian")
    after = offline.contents()
    assert (after.version == before.version, after.style == before.style) == (False, True)
    ArticlePage.objects.filter(is_discreet=True).update(summary="Baru.")
    assert offline.contents().version != after.version
    assert offline.contents() == offline.contents()


def test_without_an_emergency_page_the_worker_takes_everything_away(client, home):
    EmergencyPage.objects.get().unpublish()
    assert kept_by(client.get("/sw.js").text) == []


def test_one_link_takes_everything_from_the_phone(client, home):
    answer = client.get("/hapus-simpanan/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "no-store" and "Lindungi PMI" not in answer.text
    assert re.findall(r'<script src="([^"]+)"', answer.text) == ["/static/js/exit.js"] and not answer.cookies


# ---- in a browser


CACHES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        found[name.split("-")[0]] = (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname);
    }
    return found;
}"""
SETS = "async () => (await caches.keys()).filter(name => name.startsWith('set'))"
READY = "async () => !!(await navigator.serviceWorker.ready).active && !!navigator.serviceWorker.controller"
KEPT = "async address => Boolean(await caches.match(address))"


def read(phone, address):
    """The worker puts a page away after the reader has it."""
    phone.goto(address)
    phone.wait_for_function(KEPT, arg=address)


@pytest.fixture
def phone(transactional_db, public_site, open_browser, live_server):
    """A telephone that has opened the home page once, and whose worker is at work."""
    edition.renew()
    page = open_browser(base_url=live_server.url)
    page.goto("/")
    page.wait_for_function(READY)
    return page


def test_a_reader_without_a_signal(phone, open_browser):
    read(phone, READ)
    phone.context.set_offline(True)
    for address, words in (
        ("/darurat/", "0800 1000"),
        (DISCREET, "Selamat lebih penting daripada cepat"),
        (READ, "Sebelum berangkat"),
        ("/edukasi/negara/", "Tidak ada sinyal"),
        (f"{READ}?fbclid=x#isi", "Sebelum berangkat"),
    ):
        phone.goto(address)
        assert words in phone.inner_text("main"), address
        assert "Plus Jakarta Sans" in phone.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    phone.context.set_offline(False)
    phone.goto("/edukasi/negara/")
    assert "Tidak ada sinyal" not in phone.inner_text("main")
    open_browser.forgive()  # of what could not be fetched


def test_only_public_pages_are_remembered_and_never_the_reading_of_a_discreet_one(phone, client, rudi, live_server):
    before = phone.evaluate(CACHES)
    for address in (DISCREET, "/masuk/", "/lapor/siapa/", "/cek-tawaran/", "/cari/?q=paspor+ditahan"):
        phone.goto(address)
    client.force_login(rudi.user)
    cookie = {"name": "sesi", "value": client.cookies["sesi"].value, "url": live_server.url}
    phone.context.add_cookies([cookie])
    for address in ("/beranda/", "/warga/", "/edukasi/"):
        phone.goto(address)
    phone.context.clear_cookies()
    read(phone, READ)
    after = phone.evaluate(CACHES)
    assert after["set"] == before["set"]
    assert after["read"] == [READ], "neither a search nor a form nor anybody's own page"


def test_a_new_number_reaches_the_kept_page_and_the_old_copy_goes(phone, open_browser):
    EmergencyContact.objects.filter(code="kp2mi-telepon").update(shown_as="0800 sekian", checked_on=today())
    edition.renew()
    (before,) = phone.evaluate(SETS)
    phone.goto("/")
    phone.wait_for_function(f"async () => !(await ({SETS})()).includes('{before}')")
    assert len(phone.evaluate(SETS)) == 1


def test_told_so_it_removes_itself(phone):
    phone.goto("/hapus-simpanan/")
    phone.wait_for_function("async () => !(await caches.keys()).length")
    phone.wait_for_function("async () => !(await navigator.serviceWorker.getRegistrations()).length")
