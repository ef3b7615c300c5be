"""An RT head's photo on a phone: shrunk before it goes, kept when the signal is lost, and there in the end."""

import io

import pytest
from PIL import Image

from cases.models import Document, StoredFile
from cases.rules import workflow
from cases.tests.factories import TODAY
from dev.pytest_browser import PHONE, arrived, refused, violations
from lib import sealed_file
from lib.tests import papers


@pytest.fixture
def page(transactional_db, live_server, client, settings, tmp_path, open_browser, rudi, siti):
    settings.DEMO, settings.MEDIA_ROOT = True, str(tmp_path)
    ktp = Document.objects.create(person=siti, kind="KTP")
    client.force_login(rudi.user)
    page = open_browser(PHONE, has_touch=True)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}{ktp.get_absolute_url()}")
    return page


def test_a_photo_on_a_weak_signal(page, open_browser):
    large = papers.photo((4000, 3000), orientation=6)
    box = page.get_by_label("Foto atau PDF", exact=True).and_(page.locator("input"))
    box.set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": large})
    page.get_by_text("Siap dikirim").wait_for()
    width, height, size = page.evaluate(
        """async () => {
            const file = document.querySelector("input[type=file]").files[0];
            const picture = await createImageBitmap(file);
            return [picture.width, picture.height, file.size];
        }"""
    )
    assert (width, height) == (1500, 2000) and size < len(large)
    page.get_by_role("img", name="Foto yang akan dikirim").wait_for()
    assert violations(page) == []

    sent, bar = [], page.get_by_role("progressbar", name="Foto terkirim")
    page.route("**/berkas/", lambda route: sent.append(route) if not sent else (sent.append(route), route.continue_()))
    with page.expect_request("**/berkas/"):
        page.get_by_role("button", name="Simpan foto").click()
    bar.wait_for()
    assert bar.get_attribute("aria-valuetext").startswith("Mengirim foto, ")
    assert violations(page) == []
    page.get_by_role("button", name="Mengirim…").press("Enter")  # impatience sends nothing twice
    sent[0].abort()
    page.get_by_text("Sinyal terputus. Isian Anda masih ada di layar.").wait_for()
    open_browser.forgive()
    assert page.get_by_text("Siap dikirim").is_visible() and not bar.count() and not StoredFile.objects.exists()
    page.get_by_role("button", name="Simpan foto").press("Enter")
    page.get_by_text("Foto tersimpan.").wait_for()
    page.locator("img.page").evaluate("picture => picture.decode()")

    file = StoredFile.objects.get()
    assert Image.open(io.BytesIO(sealed_file.read(file.names[0]))).size == (1500, 2000)
    assert len(sent) == 2
    assert violations(page) == []


def test_what_is_no_photo_is_said_at_its_box(page, siti, budi):
    box = page.locator("input[type=file]")
    box.set_input_files({"name": "ktp.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 100})
    page.get_by_role("button", name="Simpan foto").click()
    refused(page)
    page.get_by_role("alert").get_by_text("Ini bukan foto atau PDF.").wait_for()
    page.get_by_text("Siap dikirim").wait_for(state="detached")
    box.set_input_files({"name": "ktp.jpg", "mimeType": "image/jpeg", "buffer": papers.photo()})
    page.get_by_role("button", name="Simpan foto").click()
    page.get_by_text("Foto tersimpan.").wait_for()

    workflow.move(
        siti.journeys.get(), "PERLU_PERBAIKAN", by=budi, happened_on=TODAY, source="KELURAHAN", note="Foto kabur"
    )  # and sent back: the better photo leads to what is to be done next, not to the top of the page
    page.get_by_role("link", name="Ganti foto ini").click()
    arrived(page, "Ganti foto KTP-el")
    box.set_input_files({"name": "ktp.jpg", "mimeType": "image/jpeg", "buffer": papers.photo()})
    page.get_by_role("button", name="Ganti foto").click()
    page.get_by_text("Foto diganti. Kalau semua sudah benar").wait_for()
    assert page.evaluate("document.activeElement.id") == "tindakan" and page.url.endswith(siti.get_absolute_url())
    assert page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight")
