"""An RT head's evening at 390 px: the signal goes in the middle of page 3, the battery dies, nothing typed is lost."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest

from cases.models import Person, RegistrationDraft, StoredFile
from dev.pytest_browser import PATIENCE, PHONE, arrived, refused, violations
from lib.tests import papers

PASSWORD = "kata-sandi-untuk-tes-ini"
KEPT = """async () => {
    const database = await new Promise((resolve) => {
        const request = indexedDB.open("isian", 1);
        request.onsuccess = () => resolve(request.result);
    });
    const all = (table) => new Promise((resolve) => {
        const request = database.transaction(table).objectStore(table).getAll();
        request.onsuccess = () => resolve(request.result);
    });
    const [keys, pages] = [await all("keys"), await all("pages")];
    database.close();
    return {
        pages: pages.length,
        sent: pages.filter((page) => page.sent).length,
        canBeExported: keys.some((key) => key.extractable),
        readable: pages.some((page) => new TextDecoder().decode(page.sealed).includes("Koki")),
    };
}"""


@pytest.fixture
def page(live_server, client, settings, chromium, rudi):
    """Rudi's phone, signed in, on the page of his drafts. That the network fails is no complaint here."""
    settings.DEMO = True
    rudi.user.set_password(PASSWORD)
    rudi.user.save()
    client.force_login(rudi.user)
    context = chromium.new_context(viewport=PHONE, locale="id-ID", timezone_id="Asia/Jakarta")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page, broken = context.new_page(), []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{live_server.url}/warga/daftar/")
    yield page
    context.close()
    assert broken == []


def by_keyboard(page, button):
    """Press a button without a mouse."""
    page.get_by_role("button", name=button, exact=True).focus()
    page.keyboard.press("Enter")


def forty_megabytes(path, beginning):
    """A file whose end says nothing: a phone that can open it sees the beginning only."""
    path.write_bytes(beginning)
    os.truncate(path, 40 * 1024 * 1024)
    return path


def kept_on_phone(page, wanted, what="pages"):
    page.wait_for_function(f"async () => (await ({KEPT})()).{what} === {wanted}")
    return page.evaluate(KEPT)


def test_the_signal_goes_in_the_middle_of_page_three(page):
    by_keyboard(page, "Mulai")
    arrived(page, "Siapa orangnya?")
    page.get_by_label("Nama lengkap").fill("Siti Aminah")
    page.locator('label:text-is("keluarga")').first.click()
    page.get_by_label("NIK", exact=False).first.fill("1971 0545 0293 8888")
    page.keyboard.press("Tab")
    page.get_by_text("Perempuan, lahir 5 Februari 1993").wait_for()
    by_keyboard(page, "Lanjut")
    arrived(page, "Keluarga dan nomor HP")
    assert page.evaluate("document.activeElement.id") == "content"
    assert violations(page) == []
    page.get_by_label("Nomor HP warga ini").fill("12")
    page.keyboard.press("Enter")
    refused(page)
    by_keyboard(page, "Lewati dulu")
    arrived(page, "Rencana kerjanya")

    page.get_by_label("Negara").select_option(label="Malaysia")
    page.get_by_label("Pekerjaan di sana").fill("Koki")
    page.context.set_offline(True)
    page.get_by_label("Siapa yang menawarkan?").fill("Kenalan")
    by_keyboard(page, "Lanjut")
    page.get_by_text("Sinyal terputus").wait_for()
    assert page.get_by_label("Pekerjaan di sana").input_value() == "Koki"
    kept = kept_on_phone(page, 1, "sent")
    assert kept == {"pages": 1, "sent": 1, "canBeExported": False, "readable": False}
    where = page.url

    page.goto("about:blank")  # the battery dies
    page.context.set_offline(False)
    page.goto(where)
    page.get_by_text("dipulihkan dari HP ini").wait_for()
    assert page.get_by_label("Pekerjaan di sana").input_value() == "Koki"
    assert page.get_by_label("Siapa yang menawarkan?").input_value() == "Kenalan"

    page.context.set_offline(True)
    by_keyboard(page, "Lanjut")
    page.get_by_text("Sinyal terputus").wait_for()
    page.context.set_offline(False)
    by_keyboard(page, "Kirim lagi")
    arrived(page, "Dokumen yang sudah ada")
    kept_on_phone(page, 0)
    by_keyboard(page, "Lewati dulu")
    arrived(page, "Minta izin")
    by_keyboard(page, "Lewati dulu")
    arrived(page, "Periksa, lalu kirim")
    assert "Koki" in page.inner_text("main")
    page.get_by_text("Kirim dulu tanpa isian yang belum benar").click()
    by_keyboard(page, "Kirim")
    arrived(page, "Sudah terdata")
    person = Person.objects.get()
    assert person.number in page.inner_text("main") and person.journeys.get().offered_by == "Kenalan"
    assert not RegistrationDraft.objects.exists()


def test_what_was_typed_is_gone_after_a_day_though_only_the_sign_in_is_opened(page, live_server):
    by_keyboard(page, "Mulai")
    arrived(page, "Siapa orangnya?")
    page.get_by_label("Nama lengkap").fill("Siti Aminah")
    kept_on_phone(page, 1)
    page.context.clear_cookies()
    now = datetime.now(UTC)
    page.clock.set_fixed_time(now + timedelta(hours=23))
    page.goto(f"{live_server.url}/masuk/")
    page.evaluate("window.dropOldText()")
    kept_on_phone(page, 1)
    page.clock.set_fixed_time(now + timedelta(hours=25))
    page.reload()
    arrived(page, "Masuk")
    kept_on_phone(page, 0)


def test_a_phone_on_which_nothing_was_kept_gets_no_store(page, live_server):
    page.goto(f"{live_server.url}/beranda/")
    page.evaluate("() => window.dropOldText()")
    assert "isian" not in page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)")


def test_a_photo_goes_with_the_page_of_papers(page, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    by_keyboard(page, "Mulai")
    arrived(page, "Siapa orangnya?")
    page.get_by_label("Nama lengkap").fill("Siti Aminah")
    page.locator('label:text-is("keluarga")').first.click()
    for next_page in ("Keluarga dan nomor HP", "Rencana kerjanya", "Dokumen yang sudah ada"):
        by_keyboard(page, "Lanjut")
        arrived(page, next_page)
    page.locator("#id_photo_kk").set_input_files(
        {"name": "kk.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 99}
    )
    page.locator("#id_photo_paspor").set_input_files(forty_megabytes(tmp_path / "IMG_2.heic", b"\0\0\0\x18ftypheic"))
    page.get_by_text("Berkasnya 40,0 MB, terlalu besar: paling besar 10 MB. Berkas ini tidak ikut dikirim.").wait_for()
    page.get_by_label("Nomor paspor").fill("C1234567")
    page.locator("#id_photo_ktp").set_input_files(forty_megabytes(tmp_path / "IMG_1.jpg", papers.photo((4000, 3000))))
    by_keyboard(page, "Lanjut")  # before it is made smaller: it goes once it is
    page.locator("[data-error-summary]").get_by_text("Ini bukan foto atau PDF.").wait_for()
    assert violations(page) == []
    assert page.get_by_label("Nomor paspor").input_value() == "C1234567"
    page.get_by_role("link", name="Foto KTP-el", exact=True).wait_for()
    assert StoredFile.objects.get().size < 1024 * 1024

    page.get_by_label("Nomor paspor").press("Enter")  # means "Lanjut", not the button that takes the photo away
    arrived(page, "Minta izin")
    assert violations(page) == []
    page.locator("label[for=id_foto_0]").click()
    by_keyboard(page, "Lanjut")
    arrived(page, "Periksa, lalu kirim")
    assert violations(page) == []
    by_keyboard(page, "Kirim")
    arrived(page, "Sudah terdata")
    assert StoredFile.objects.get().document.person == Person.objects.get()


def test_the_session_has_run_out_on_page_five(page, settings):
    by_keyboard(page, "Mulai")
    arrived(page, "Siapa orangnya?")
    page.goto(page.url.replace("/orang/", "/persetujuan/"))
    page.locator("label[for=id_foto_0]").click()
    kept_on_phone(page, 1)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    by_keyboard(page, "Lanjut")
    page.get_by_label("Nama pengguna").fill("rudi")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/persetujuan/$"))
    page.get_by_text("Isian yang belum terkirim dipulihkan").wait_for()
    assert page.locator("#id_foto_0").is_checked()

    page.locator("summary:has-text('Ketua RT'), details.account summary").first.click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/")
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
