"""The pictures of the README and the guides, taken from a running demo city: they show the product as it is.

make run            (in another terminal)
python -m dev.pictures [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path
from random import choices, randrange

from playwright.sync_api import sync_playwright

from dev import browser
from dev.place import CHECKOUT
from dev.pytest_browser import ARGUMENTS, DESK, PHONE
from dev.run import PASSWORD

FOLDER = CHECKOUT / "docs/pictures"
FIRST_ROW = "main tbody th a"
YUDI = 'main tbody th a:has-text("Yudi")'  # whose family sent a photo
GROUP = 'main a:has-text("Myawaddy")'
# (file, user name or None for the public, path, size, and what to click there to come to the page itself)
PICTURES = (
    ("public-home.png", None, "/", PHONE),
    ("guide-rt-entries.png", "ketua.rt", "/warga/entri-saya/", PHONE),
    ("my-day.png", "disnaker", "/beranda/", PHONE),
    ("kelurahan-antrean.png", "kelurahan", "/verifikasi/", DESK),
    ("kelurahan-periksa.png", "kelurahan", "/verifikasi/", DESK, FIRST_ROW),
    ("kelurahan-surat.png", "kelurahan", "/surat-keluar/", DESK),
    ("kelurahan-kabar.png", "kelurahan", "/warga/nihil/", DESK),
    ("kelurahan-ketik.png", "kelurahan", "/warga/ketik/", DESK),
    ("disnaker-laporan.png", "disnaker", "/kasus/laporan/", DESK),
    ("disnaker-satu-laporan.png", "disnaker", "/kasus/laporan/?tampil=semua", DESK, YUDI),
    ("disnaker-koordinasi.png", "disnaker", "/koordinasi/", DESK),
    ("disnaker-daftar-pemulangan.png", "disnaker", "/kasus/daftar-pulang/", DESK, FIRST_ROW),
    ("disnaker-rombongan.png", "disnaker", "/kasus/rombongan/", DESK, GROUP),
    ("bp3mi-beranda.png", "bp3mi", "/beranda/", PHONE),
    ("bp3mi-case.png", "bp3mi", "/kasus/K-{year}-0001/", PHONE),
    ("redaksi-fakta.png", "redaksi", "/cms/snippets/education/fact/", DESK),
    ("redaksi-laporan.png", "redaksi", "/cms/reports/fakta/", DESK),
    ("redaksi-menulis.png", "penulis", "/cms/reports/keterbacaan/", DESK, "main tbody a"),
    ("api-docs.png", None, "/api/v1/docs", DESK),
    ("case.png", "disnaker", "/kasus/K-{year}-0001/", DESK),
)


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.installed(), args=ARGUMENTS)
        for file, user, path, size, *click in PICTURES:
            page = running.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta").new_page()
            if user:
                sign_in(page, address, user)
            take(page, address + path.format(year=year_of(page)), FOLDER / file, *click)
        page = running.new_context(viewport=PHONE, locale="id-ID", timezone_id="Asia/Jakarta").new_page()
        sign_in(page, address, "ketua.rt")
        register_somebody(page, address)
        running.close()


def register_somebody(page, address: str) -> None:
    """The guide of the RT heads: one registration, page by page. It leaves a resident in the demo city."""

    def leave(picture: str, button: str, heading: str) -> None:
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=FOLDER / picture)
        page.get_by_role("button", name=button, exact=True).click()
        page.get_by_role("heading", name=heading, exact=True).wait_for()

    page.goto(f"{address}/warga/daftar/")
    leave("guide-rt-start.png", "Mulai", "Siapa orangnya?")
    page.get_by_label("Nama lengkap").fill(f"Rahayu {word()}")
    page.locator('label:text-is("keluarga")').first.click()
    page.get_by_label("NIK").first.fill("1971 0545 0293 " + f"{randrange(1, 9999):04}")  # nosec B311 # no secret
    page.keyboard.press("Tab")
    page.get_by_text("Menurut NIK").wait_for()
    leave("register.png", "Lanjut", "Keluarga dan nomor HP")
    leave("guide-rt-family.png", "Lewati dulu", "Rencana kerjanya")
    page.get_by_label("Negara").select_option(label="Malaysia")
    page.get_by_label("Pekerjaan di sana").fill("operator produksi")
    leave("guide-rt-plan.png", "Lanjut", "Dokumen yang sudah ada")
    leave("guide-rt-papers.png", "Lewati dulu", "Minta izin")
    leave("guide-rt-consent.png", "Lewati dulu", "Periksa, lalu kirim")
    leave("guide-rt-check.png", "Kirim", "Sudah terdata")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=FOLDER / "guide-rt-sent.png")


def word() -> str:
    """A surname like no other: the demo city would ask whether she is known already."""
    return "".join(choices("aeioubdgklmnrst", k=9)).capitalize()  # nosec B311 # no secret


def sign_in(page, address: str, user: str) -> None:
    page.goto(f"{address}/masuk/")
    page.get_by_label("Nama pengguna").fill(user)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_label("Kata sandi", exact=True).press("Enter")
    page.wait_for_url("**/beranda/")


def year_of(page) -> int:
    return page.evaluate("new Date().getFullYear()")


def take(page, url: str, file: Path, click: str = "") -> None:
    answer = page.goto(url)
    if answer.status != 200:
        raise SystemExit(f"{url} answers {answer.status}: is the demo city there?")
    if click:
        page.locator(click).first.click()
        page.wait_for_load_state()
    page.screenshot(path=file)


if __name__ == "__main__":
    main((sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/"))
