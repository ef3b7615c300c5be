"""Pictures that take more than opening a page: something is typed on the way. See dev/pictures.py."""

from io import BytesIO

from PIL import Image

from dev.place import CHECKOUT
from dev.pytest_browser import DESK, PHONE
from dev.run import PASSWORD

FOLDER = CHECKOUT / "docs/pictures"
FIRST_ROW = "main tbody th a"
RESIDENT = "Rahayu Contoh"
COLOURS = 128  # of a palette: what looks the same weighs a third
OLD_LIST = b"""DATA PMI KELURAHAN 2018
No;Nama;NIK;TTL;L/P;RT/RW;Kelurahan;Negara Tujuan;Status
1;Murni Contoh Gambar;1971054902889957;Pangkalpinang, 09-02-1988;P;1/1;Opas;Malaysia;Sudah pulang
2;Bahri Contoh Gambar;1,97E+15;Bangka 31/12/1985;L;1/1;Opas Indh;Taiwan;pulang
3;Salma / Rukiah Contoh;;5 Feb 90;P;;Selindung baru;Malaysia/Singapura;pulang
4;;1971050101909958;;L;;;;
"""


def register_somebody(page, address: str) -> None:
    """The guide of the RT heads: one registration, page by page. It leaves her in the demo city, once."""

    def leave(picture: str, button: str, heading: str) -> None:
        page.evaluate("scrollTo(0, 0)")
        shoot(page, picture)
        page.get_by_role("button", name=button, exact=True).click()
        page.get_by_role("heading", name=heading, exact=True).wait_for()

    page.goto(f"{address}/warga/entri-saya/")
    if page.locator(f'main a:has-text("{RESIDENT}")').count():
        raise SystemExit(f"{RESIDENT} is registered here already: `make reset`, `make run`, and the pictures again.")
    page.goto(f"{address}/warga/daftar/")
    leave("guide-rt-start.png", "Mulai", "Siapa orangnya?")
    page.get_by_label("Nama lengkap").fill(RESIDENT)
    page.locator('label:text-is("keluarga")').first.click()
    page.get_by_label("NIK").first.fill("1971 0545 0293 8777")
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
    shoot(page, "guide-rt-sent.png")


def talk_with_a_family(page, address: str) -> None:
    """The sentences for a family whose daughter was offered a bad job. The draft is thrown away again."""
    page.goto(f"{address}/warga/daftar/")
    page.get_by_role("button", name="Mulai", exact=True).click()
    page.get_by_label("Nama lengkap").fill("Melur Contoh")
    page.locator('label:text-is("keluarga")').first.click()
    press(page, "Lanjut", "Keluarga dan nomor HP")
    press(page, "Lewati dulu", "Rencana kerjanya")
    page.get_by_label("Negara").select_option(label="Kamboja")
    page.locator('label:has-text("wisata")').click()
    page.get_by_role("heading", name="Sampaikan kepada keluarganya").wait_for()
    page.locator("#talk-script").evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 90)")
    shoot(page, "guide-rt-talk.png")
    press(page, "Lanjut", "Dokumen yang sudah ada")
    press(page, "Lewati dulu", "Minta izin")
    press(page, "Lewati dulu", "Periksa, lalu kirim")
    page.get_by_role("link", name="Hapus draf").click()
    page.get_by_role("button", name="Hapus").click()


def read_last_month(page, address: str) -> None:
    page.goto(f"{address}/beranda/")
    page.get_by_role("heading", name="Hasil data Anda bulan lalu").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    shoot(page, "guide-rt-hasil.png")


def write_letters(page, address: str) -> None:
    """Both letters as they are read before they are issued. None is issued."""
    page.goto(f"{address}/surat-keluar/")
    name = page.locator("main tbody tr").first.locator("td").nth(2).inner_text().strip()
    page.goto(f"{address}/warga/")
    page.get_by_label("Cari nama").fill(name)
    page.get_by_label("Cari nama").press("Enter")
    person = page.locator(f'main a:has-text("{name}")').first.get_attribute("href")
    page.goto(f"{address}{person}surat/izin-keluarga/")
    page.get_by_label("Nama yang memberi izin").fill("Contoh Permata")
    page.locator('label:text-is("orang tua")').click()
    page.get_by_label("Alamat yang memberi izin").fill("Jl. Contoh No. 5, Pangkalpinang")
    preview(page, "kelurahan-surat-izin.png")
    page.goto(f"{address}{person}surat/status-kawin/")
    page.locator('label:text-is("belum kawin")').click()
    page.get_by_label("Menurut surat apa").select_option(index=1)
    preview(page, "kelurahan-surat-status.png")


def preview(page, picture: str) -> None:
    page.get_by_role("button", name="Lihat dulu").click()
    sheet = page.locator("img.sheet").first
    sheet.wait_for()
    shoot(sheet, picture)


def import_a_list(page, address: str) -> None:
    """The columns and the rows of an old list. It is thrown away again."""
    page.goto(f"{address}/impor/")
    page.locator("input[type=file]").set_input_files(
        {"name": "pmi-kelurahan-2018.csv", "mimeType": "text/csv", "buffer": OLD_LIST}
    )
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("heading", name="Apa isi setiap kolom?").wait_for()
    shoot(page, "disnaker-impor-kolom.png")
    page.get_by_role("button", name="Periksa semua baris").click()
    page.locator('main a[href="?bagian=warn"]').click(timeout=60_000)
    page.wait_for_load_state()
    shoot(page, "disnaker-impor-hasil.png")
    page.goto(page.url.partition("?")[0] + "hapus/")
    page.get_by_role("button", name="Hapus").click()


def answer_by_link(page, address: str) -> None:
    """The page that BP3MI opens without an account, by the address that an officer prints."""
    page.goto(f"{address}/kasus/K-{page.evaluate('new Date().getFullYear()')}-0001/")
    page.locator('main a[href*="serahan"]:has-text("tautan")').first.click()
    page.goto(page.locator(".code-sheet__address").inner_text())
    page.get_by_role("heading", name="Jawaban Anda").wait_for()
    shoot(page.locator("main"), "bp3mi-link.png")


def share_a_group(page, address: str) -> None:
    """What an officer sees of one link for several cases, and what the agency opens by it."""
    page.goto(f"{address}/kasus/rombongan/")
    page.locator('main a:has-text("Kamboja")').first.click()
    page.locator('main a[href*="/serahan/"]').first.click()
    page.get_by_role("heading", name="Kasusnya").wait_for()
    shoot(page, "disnaker-serahan-rombongan.png")
    page.set_viewport_size(PHONE)
    page.goto(page.locator(".code-sheet__address").inner_text())
    page.get_by_role("heading", name="Jawaban untuk semua").wait_for()
    page.locator("details.person summary").last.click()
    shoot(page.locator("main"), "bp3mi-banyak-kasus.png")


def press(page, button: str, heading: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("heading", name=heading, exact=True).wait_for()


def shoot(what, file: str) -> None:
    """A picture of a page or of one thing on it, light enough for a phone."""
    picture = Image.open(BytesIO(what.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / file, optimize=True)


def sign_in(page, address: str, user: str) -> None:
    page.goto(f"{address}/masuk/")
    page.get_by_label("Nama pengguna").fill(user)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_label("Kata sandi", exact=True).press("Enter")
    page.wait_for_url("**/beranda/")


WALKS = (
    (register_somebody, "ketua.rt", PHONE),
    (talk_with_a_family, "ketua.rt", PHONE),
    (read_last_month, "ketua.rt", PHONE),
    (write_letters, "kelurahan", DESK),
    (import_a_list, "disnaker", DESK),
    (answer_by_link, "disnaker", PHONE),
    (share_a_group, "disnaker", DESK),
)
