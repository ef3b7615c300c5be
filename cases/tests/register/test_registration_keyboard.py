"""An RT head without a mouse, perhaps without eyes: Tab, arrows, Space and Enter from the first page to the number."""

import re

import pytest

from cases.models import Person, StoredFile
from cases.rules.offers import red_flag
from dev.pytest_browser import PHONE, arrived, refused
from lib.tests import papers

# What has the focus: its name, and whether one sees where one is (a ring, and nothing lying over it).
HERE = """() => {
    const here = document.activeElement, box = here.getClientRects()[0], style = getComputedStyle(here);
    const whole = here.closest(".choice") || here;  // a label lies over its box, as large as a thumb
    const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
        name: (here.labels?.[0]?.innerText || here.getAttribute("aria-label") || here.innerText).trim(),
        top: box.top + scrollY,
        isInMain: Boolean(here.closest("main")),
        isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && whole.contains(above),
    };
}"""
SAME_LINE = 12
# A Tab between the page and its focus would lead from nowhere, and be undone a moment later.
WATCH = """() => {
    window.lost = [];
    document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
        if (document.activeElement === document.body) window.lost.push(location.pathname);
    }));
}"""


@pytest.fixture
def page(transactional_db, live_server, client, settings, tmp_path, open_browser, rudi):
    settings.DEMO, settings.MEDIA_ROOT = True, str(tmp_path)
    red_flag.load()
    client.force_login(rudi.user)
    page = open_browser(PHONE)
    page.on("filechooser", lambda chooser: None)  # asked for only before the key, it may come too late for it
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/warga/daftar/")
    return page


class Hands:
    """On the keyboard and nowhere else. Every step is looked at: is it visible, and does it go downwards?"""

    def __init__(self, page):
        self.page, self.press, self.type = page, page.keyboard.press, page.keyboard.type
        self.faults, self.top = [], 0

    def tab(self):
        self.press("Tab")
        here = self.page.evaluate(HERE)
        if not here["isSeen"]:
            self.faults.append(f"focus is not seen: {here['name']}")
        if here["isInMain"] and here["top"] < self.top - SAME_LINE:
            self.faults.append(f"jumps upwards: {here['name']}")
        self.top = here["top"]
        return here["name"]

    def go_to(self, name, is_whole=False):
        passed = []
        while not (passed and (passed[-1] == name if is_whole else passed[-1].startswith(name))):
            passed.append(self.tab())
            assert len(passed) < 40, f"{name} is not reached: {passed}"

    def write(self, name, text):
        self.go_to(name)
        self.type(text)

    def leave(self, button, heading):
        self.go_to(button, is_whole=True)
        self.press("Enter")
        self.arrive(heading)

    def arrive(self, heading):
        arrived(self.page, heading)
        self.top = 0


def hears(page, role, name):
    """What a screen reader says of a field beside its name."""
    return page.get_by_role(role, name=name, exact=True).evaluate(
        """field => [field, field.closest("fieldset, [role=group]")].flatMap(
            (one) => (one?.getAttribute("aria-describedby") || "").split(" ").filter(Boolean)
        ).map((id) => document.getElementById(id).textContent.trim()).join(" | ")"""
    )


def test_the_whole_registration(page, tmp_path):
    hands = Hands(page)
    assert hands.tab() == "Langsung ke isi"
    hands.press("Enter")
    hands.go_to("Mulai")
    hands.press("Space")
    hands.arrive("Siapa orangnya?")
    page.evaluate(WATCH)

    hands.go_to("Lanjut")
    hands.press("Enter")
    refused(page)
    assert hears(page, "textbox", "Nama lengkap wajib") == "Seperti di KTP atau KK. | Kesalahan: Tulis nama lengkapnya."
    assert page.get_by_role("textbox", name="Nama lengkap").get_attribute("aria-invalid") == "true"
    assert "Pilih siapa yang memberi tahu Anda." in hears(page, "radio", "keluarga")
    page.get_by_role("group", name="Siapa yang memberi tahu Anda? wajib").wait_for()
    hands.top = 0
    hands.go_to("Nama lengkap: Tulis nama lengkapnya.")
    hands.press("Enter")
    hands.type("Siti Aminah")
    hands.go_to("warga sendiri")
    hands.press("ArrowDown")
    assert page.get_by_role("radio", name="keluarga").is_checked()
    hands.go_to("Warga ini saya sendiri")
    hands.press("Space")
    hands.write("NIK", "19.71.05 450293 8888")
    hands.go_to("NIK belum ada?")
    page.get_by_text("Perempuan, lahir 5 Februari 1993").wait_for()
    hands.leave("Lanjut", "Keluarga dan nomor HP")

    hands.write("Nomor HP warga ini", "0812 3456 7890")
    hands.write("Nama anggota keluarga", "Nuraini")
    hands.write("Hubungan dengan warga ini", "or")
    hands.leave("Lanjut", "Rencana kerjanya")

    hands.go_to("Mau berangkat")
    hands.write("Negara", "Kamb")
    hands.write("Pekerjaan di sana", "Koki")
    hands.go_to("visa kerja")
    hands.press("ArrowDown")
    page.get_by_role("heading", name="Sampaikan kepada keluarganya").wait_for()
    hands.go_to("Sudah saya sampaikan")
    hands.press("Space")
    hands.leave("Lanjut", "Dokumen yang sudah ada")

    hands.go_to("KTP-el")
    hands.press("Space")
    for name, text in (("Tanggal", "1"), ("Bulan", "3"), ("Tahun", "2031")):
        hands.write(name, text)
    hands.go_to("Foto KTP-el")
    (tmp_path / "IMG_1.jpg").write_bytes(papers.photo())
    with page.expect_file_chooser() as chooser:
        hands.press("Enter")
    chooser.value.set_files(tmp_path / "IMG_1.jpg")
    page.get_by_role("status").get_by_text("Siap dikirim").wait_for()
    hands.leave("Lanjut", "Minta izin")

    for _ in range(3):
        hands.go_to("Ya")
        hands.press("Space")
    hands.leave("Lanjut", "Periksa, lalu kirim")
    hands.leave("Kirim", "Sudah terdata")
    person = Person.objects.get()
    assert re.search(rf"Nomor daftar: {person.number}\b", page.inner_text("main"))
    assert (person.journeys.get().country, person.registrar_is_family) == ("KH", True)
    assert StoredFile.objects.get().document.person == person
    assert hands.faults == [] and page.evaluate("window.lost") == []
