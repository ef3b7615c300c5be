"""The promise of the portal as one story, with five sign-ins, in a browser, against the running servers.

Rudi registers a resident, Budi verifies, Ana opens a case for another who is stranded abroad, Dewi approves, Eko of
BP3MI answers; then BP3MI falls silent and the reminder goes out by itself. A mother reads an education page.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Coordination, Journey, Person
from cases.tests.factories import make_person
from dev.pytest_browser import DESK, PHONE
from dev.waiting import until
from pangkalpinang_pmi.tests.playing import choose, let_sign_in, sign_in, strike, take_step
from pangkalpinang_pmi.tests.running import PATIENCE, mail_server, portal


@pytest.fixture
def cast(transactional_db, public_site, rudi, budi, ana, dewi, eko):
    let_sign_in(rudi, budi, ana, dewi, eko)


def test_from_the_rt_to_the_reminder(cast, open_browser, rudi, budi):
    away = make_person(budi, rudi.territory, name="Joko Contoh", status="DI_LUAR_NEGERI", country="MM")
    with mail_server() as (postbox, email_url), portal(email_url) as address:
        register_a_resident(sign_in(open_browser(PHONE), address, "rudi"))
        verify_her(sign_in(open_browser(PHONE), address, "budi"))
        case_address = open_a_case(sign_in(open_browser(DESK), address, "ana"), away)
        approve(sign_in(open_browser(DESK), address, "dewi"), case_address)
        send_and_answer(open_browser, address, case_address)
        bp3mi_falls_silent()
        until(lambda: len(postbox.letters) == 2, seconds=PATIENCE)
        urgent, late = postbox.letters
        assert_it_says_nothing(urgent, "dewi", address)  # nobody carries the 24-hour phone: its head is rung
        assert_it_says_nothing(late, "ana", address)
        a_mother_reads(open_browser(PHONE), address)


def register_a_resident(page):
    page.get_by_role("link", name="Daftarkan warga").click()
    page.get_by_role("button", name="Mulai").click()
    page.get_by_label("Nama lengkap").fill("Siti Cerita")
    choose(page, "keluarga")
    page.get_by_text("NIK belum ada?", exact=True).click()
    choose(page, "keluarga tidak tahu")
    leave(page, "keluarga-kontak")
    leave(page, "rencana", by="Lewati dulu")
    choose(page, "Mau berangkat")
    page.get_by_label("Negara").select_option(label="Malaysia")
    leave(page, "dokumen")
    leave(page, "persetujuan", by="Lewati dulu")
    leave(page, "periksa", by="Lewati dulu")
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/warga/terdata/**")
    page.get_by_role("heading", name="Sudah terdata").wait_for()
    assert Person.objects.get(name="Siti Cerita").number in page.inner_text("main")


def leave(page, to, by="Lanjut"):
    page.get_by_role("button", name=by).click()
    page.wait_for_url(f"**/{to}/")
    page.locator(f'form[action$="/{to}/"], form[hx-post$="/{to}/"]').wait_for()


def verify_her(page):
    page.get_by_role("link", name="Siti Cerita").click()
    page.wait_for_url("**/verifikasi/*/")
    page.get_by_role("button", name="Terima", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("/verifikasi/"))
    assert Journey.objects.get(person__name="Siti Cerita").status == "VERIFIKASI_KELURAHAN"


def open_a_case(page, away):
    page.get_by_role("link", name="Warga", exact=True).click()
    page.get_by_label("Status").select_option(label="Bekerja di luar negeri")
    page.get_by_role("button", name="Cari").click()
    page.get_by_text("1 orang", exact=True).wait_for()
    page.get_by_role("link", name="Joko Contoh").click()
    page.get_by_role("link", name="Buka kasus").click()
    page.locator("label", has_text="P1 Darurat").click()
    page.get_by_label("Jenis utama").select_option(label="Disekap / ditebus")
    page.get_by_label("Kabar dari").select_option(label="keluarga")
    page.get_by_text("Telepon", exact=True).click()
    page.get_by_label("Nama pelapor").fill("Ibu Cerita")
    page.get_by_role("button", name="Buka kasus").click()
    page.get_by_role("heading", name="Kode Anda").wait_for()
    page.get_by_role("link", name="Ke kasus").click()
    page.get_by_text("Joko Contoh").first.wait_for()
    take_step(page, "Mulai triase")
    take_step(page, "Tangani")
    page.get_by_role("link", name="Minta bantuan instansi").click()
    page.get_by_label("Instansi").select_option(label="BP3MI Sumatera Selatan")
    page.locator("textarea").first.fill("Mohon dicari keberadaannya.")
    page.get_by_role("button", name="Simpan konsep").click()
    take_step(page, "Ajukan ke Kadis")
    page.get_by_text("Diajukan ke Kadis").first.wait_for()
    assert away.case_persons.get().case.urgency == "P1"
    return page.url.split("?")[0].split("#")[0]


def approve(page, case_address):
    page.goto(case_address)
    take_step(page, "Setujui kirim", note="Lewat telepon kepada piket BP3MI.")
    page.get_by_text("Disetujui kirim").first.wait_for()


def send_and_answer(open_browser, address, case_address):
    ana = sign_in(open_browser(DESK), address, "ana")
    ana.goto(case_address)
    take_step(ana, "Catat terkirim", reference="560/001/DISNAKER/2026", note="Lewat telepon kepada piket BP3MI.")
    ana.get_by_text("Terkirim").first.wait_for()
    eko = sign_in(open_browser(DESK), address, "eko")
    eko.goto(f"{address}/kasus/")
    eko.get_by_role("link", name="K-").first.click()
    take_step(eko, "Nyatakan diterima")
    eko.get_by_text("Diterima").first.wait_for()
    assert Coordination.objects.get().status == "DITERIMA"


def bp3mi_falls_silent():
    """Days go by; then the clock strikes as it does every morning and every minute."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Coordination.objects.update(due_on=yesterday)
    strike("cases.plan_reminders", "cases.send_reminders")


def assert_it_says_nothing(letter, who, address):
    """The reminder reached who needs it; whoever else reads it learns nothing."""
    text = letter.content.decode()
    assert letter.rcpt_tos == [f"{who}@example.test"]
    assert f"{address}/pengingat/" in text
    for secret in ("Joko", "Myanmar", "kasus", "Kasus", "K-20", "BP3MI"):
        assert secret not in text


def a_mother_reads(page, address):
    page.goto(address)
    page.get_by_role("link", name="Lihat tanda bahaya").click()
    page.get_by_role("link", name="Sebelum berangkat").first.click()
    page.get_by_role("link", name="Tanda bahaya lowongan palsu").first.click()
    page.wait_for_url("**/tanda-lowongan-palsu/")
    assert "lowongan palsu" in page.inner_text("h1").lower()
