"""The pictures of the README and the guides, taken from a running demo city: they show the product as it is.

make reset, make run            (in another terminal: what was tried out would be in the pictures)
python -m dev.pictures [http://127.0.0.1:8000]
"""

import sys

from playwright.sync_api import sync_playwright

from dev import browser
from dev.picture_walks import FIRST_ROW, FOLDER, WALKS, shoot, sign_in
from dev.pytest_browser import ARGUMENTS, DESK, PHONE

YUDI = 'main tbody th a:has-text("Yudi")'  # whose family sent a photo
WITH_PHOTOS = 'main tbody th a:has-text("Syahrudin Kurniawan")'
GROUP = 'main a:has-text("Myawaddy")'
OWN_CONFLICT = 'main tr:has-text("Kelurahan"):has-text("Menunggu keputusan") a'
SENT_BY_BP3MI = 'main a:has-text("siskop2mi")'
# (file, user name or None for the public, path, size, and what to click there to come to the page itself)
PICTURES = (
    ("public-home.png", None, "/", PHONE),
    ("guide-rt-entries.png", "ketua.rt", "/warga/entri-saya/", PHONE),
    ("guide-rt-ganti-foto.png", "ketua.rt", "/warga/entri-saya/", PHONE, 'main a:has-text("Ganti foto")'),
    ("guide-rw-kabar.png", "ketua.rw", "/warga/nihil/", PHONE),
    ("my-day.png", "disnaker", "/beranda/", PHONE),
    ("kelurahan-antrean.png", "kelurahan", "/verifikasi/", DESK),
    ("kelurahan-periksa.png", "kelurahan", "/verifikasi/", DESK, WITH_PHOTOS),
    ("kelurahan-lengkapi.png", "kelurahan", "/warga/perlu-dilengkapi/", DESK),
    ("kelurahan-surat.png", "kelurahan", "/surat-keluar/", DESK),
    ("kelurahan-kabar.png", "kelurahan", "/warga/nihil/", DESK),
    ("kelurahan-ketik.png", "kelurahan", "/warga/ketik/", DESK),
    ("kelurahan-kembar.png", "kelurahan", "/warga/kembar/", DESK, 'main tbody a:has-text("Ernawati")'),
    ("kelurahan-nik.png", "kelurahan", "/warga/bentrok/", DESK, OWN_CONFLICT),
    ("kelurahan-kunjungan.png", "kelurahan", "/warga/kunjungan/", DESK),
    ("kelurahan-satu-kunjungan.png", "kelurahan", "/warga/kunjungan/", DESK, 'main tbody a:has-text("Syahrudin")'),
    ("disnaker-rekonsiliasi.png", "disnaker", "/rekonsiliasi/", DESK, SENT_BY_BP3MI),
    ("disnaker-laporan.png", "disnaker", "/kasus/laporan/", DESK),
    ("disnaker-satu-laporan.png", "disnaker", "/kasus/laporan/?tampil=semua", DESK, YUDI),
    ("disnaker-koordinasi.png", "disnaker", "/koordinasi/", DESK),
    ("disnaker-daftar-pemulangan.png", "disnaker", "/kasus/daftar-pulang/", DESK, FIRST_ROW),
    ("disnaker-rombongan.png", "disnaker", "/kasus/rombongan/", DESK, GROUP),
    ("disnaker-banyak-orang.png", "disnaker", "/kasus/K-{year}-0002/orang/semua/", PHONE),
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
            take(page, address + path.format(year=year_of(page)), file, *click)
        for walk, user, size in WALKS:
            page = running.new_context(viewport=size, locale="id-ID", timezone_id="Asia/Jakarta").new_page()
            sign_in(page, address, user)
            walk(page, address)
        running.close()


def year_of(page) -> int:
    return page.evaluate("new Date().getFullYear()")


def take(page, url: str, file: str, click: str = "") -> None:
    answer = page.goto(url)
    if answer.status != 200:
        raise SystemExit(f"{url} answers {answer.status}: is the demo city there?")
    if click:
        page.locator(click).first.click()
        page.wait_for_load_state()
    shoot(page, file)


if __name__ == "__main__":
    main((sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/"))
