"""Every page for everybody: WCAG 2.2 AA, readable on a narrow phone, nothing betrayed in the title, no dead link.

Each person walks through all pages the access table opens to him, sends every form empty, and looks behind every link.
"""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as in_force
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import give_office, make_actor
from cases import reply_link
from cases.models import Person
from dev.pytest_browser import DESK, NARROW, violations
from education.models import ArticlePage, SectionPage
from pangkalpinang_pmi.tests.test_access import ACCESS, world  # noqa: F401 - the same world, seen with other eyes

OFFICES = ["rudi", "wati", "budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "rena", "putri", "karim", "adi"]
# These answer with another page, a picture, or a file.
ASIDE = {"cases:open_reminder", "cases:file_page", "cases:letter_pdf"}
ASIDE |= {"cases:import_file", "cases:reconciliation_file"}
OWN_ACCOUNT = ["account_change_password", "usersessions_list", "mfa_index"]
PASSWORD = "kata-sandi-untuk-jalan-jalan"
BROKEN = ("400.html", "405.html", "500.html", "403_csrf.html", "429.html")  # these need no data: drawn as they are
ROOM = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
UNNAMED = """[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter(field => !field.labels.length && !field.ariaLabel && !field.hasAttribute("aria-labelledby"))
    .map(field => field.outerHTML)"""
LINKS = """[...document.querySelectorAll("a[href]:not([href^='#'])")].map(link => link.href.split("#")[0])"""
# What makes two pages look different to axe: numbers, tokens and UUIDs do not.
SHAPE = """document.querySelector("main").outerHTML.replace(/value="[^"]*"|[0-9a-f-]{36}|[0-9]/g, "")"""
SHOWN = "input:not([type=hidden]), select, textarea"
FORM = f"[...document.querySelectorAll('main form[method=post]')].find(form => form.querySelector('{SHOWN}'))"
HAS_FORM = f"!!{FORM}"
EMPTY_FORM = f"""() => {{
    const form = {FORM};
    for (const field of form.querySelectorAll("{SHOWN}")) {{
        if (field.type === "radio" || field.type === "checkbox") field.checked = false; else field.value = "";
    }}
    setTimeout(() => form.submit());
}}"""


class Walk:
    """One person's browser; collects what is wrong, so that one run names everything."""

    seen = set()  # pages of the same shape need axe once, whoever reads them

    def __init__(self, page, address):
        self.page, self.address, self.faults, self.links = page, address, [], set()

    def enter(self, client, user):
        client.force_login(user)
        name = in_force.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.address}])

    def visit(self, path):
        self.page.goto(f"{self.address}{path}")
        self.look(path)

    def send_empty(self, path):
        """Look at a page, then send its first form that asks for something, without an answer."""
        self.visit(path)
        if self.page.evaluate(HAS_FORM):
            with self.page.expect_navigation():
                self.page.evaluate(EMPTY_FORM)
            self.look(f"{path} (empty)", sizes=[NARROW])

    def look(self, what, sizes=(DESK, NARROW)):
        page = self.page
        faults = []
        is_new = (shape := page.evaluate(SHAPE)) not in self.seen
        self.seen.add(shape)
        for size in sizes:
            page.set_viewport_size(size)
            faults += violations(page) if is_new else []
        faults += ["too wide for a narrow phone"] * (not page.evaluate(ROOM))
        faults += [f"without a label: {field}" for field in page.evaluate(UNNAMED)]
        faults += ["not one h1"] * (page.locator("h1").count() != 1)
        faults += ["not Indonesian"] * (page.locator("html").get_attribute("lang") != "id")
        title = page.title()
        faults += [f"the title says {word}" for word in names_and_numbers() if word in title]
        self.faults += [f"{what}: {fault}" for fault in faults]
        self.links |= {link for link in page.evaluate(LINKS) if link.startswith(f"{self.address}/")}

    def follow_links(self):
        for link in sorted(self.links):
            status = self.page.context.request.get(link, max_redirects=0).status
            if status >= 400:
                self.faults.append(f"{urlsplit(link).path} is linked and answers {status}")


def names_and_numbers():
    people = list(Person.objects.all())
    return [word for person in people for word in (*person.name.split(), person.number, person.nik) if word]


@pytest.fixture
def demo(settings):
    """The second factor has tests of its own."""
    settings.DEMO = True


@pytest.fixture
def walk(transactional_db, demo, public_site, live_server, open_browser):
    walk = Walk(open_browser(DESK), live_server.url)
    yield walk
    assert walk.faults == []


def pages_of(who, world):  # noqa: F811
    for name, row in ACCESS.items():
        if row.method == "get" and who in row.ok.split() and name not in ASIDE:
            yield reverse(name, kwargs=world[row.keys])


@pytest.mark.parametrize("who", OFFICES)
def test_every_office(walk, world, client, request, who):  # noqa: F811
    walk.enter(client, request.getfixturevalue(who).user)
    for path in pages_of(who, world):
        walk.send_empty(path)
    walk.follow_links()


def test_the_public(walk):
    articles = [*SectionPage.objects.live(), *ArticlePage.objects.live()]
    for path in ("/", "/darurat/", "/surat/aaaa-bbbb-cccc-dddd/", "/api/v1/docs", *(page.url for page in articles)):
        walk.visit(path)
    for path in ("/masuk/", "/masuk/kode/", "/lapor/", "/lapor/siapa/", "/lapor/lacak/"):
        walk.send_empty(path)
    walk.follow_links()


def test_the_family_report(walk):
    """Without a mouse, page after page: danger, who, the code, and what may follow; then back with the four words."""
    page = walk.page
    page.goto(f"{walk.address}/lapor/")
    page.get_by_label("Ya", exact=True).press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lapor/siapa/")
    walk.look("report, first page")
    page.get_by_label("Siapa namanya?").fill("Joko")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lapor/kode/")
    walk.look("report, code")
    code = page.locator(".receipt").inner_text()
    page.get_by_role("button", name="Sudah saya catat").press("Enter")
    for name in ("keadaan", "keterangan", "hubungi"):
        page.wait_for_url(f"**/lapor/tambah/{name}/")
        walk.look(f"report, {name}")
        page.get_by_role("button", name="Simpan, lanjut").press("Enter")
    page.wait_for_url("**/lapor/terima-kasih/")
    walk.look("report, done")
    page.goto(f"{walk.address}/lapor/lacak/")
    page.get_by_label("Empat kata").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lapor/lacak/kabar/")
    walk.send_empty("/lapor/lacak/kabar/")


def test_an_agency_without_an_account(walk, world):  # noqa: F811
    walk.send_empty(reverse("cases:reply", args=[reply_link.token_of(world["sharing"]["key"])]))


def test_the_doors_behind_the_sign_in(walk, client, ana, rudi, budi):
    """A newcomer sets up the second factor; who holds two offices chooses; everybody looks after the own account."""
    newcomer = make_actor("nina", Role.DISNAKER, ana.territory).user
    Authenticator.objects.filter(user=newcomer).delete()
    newcomer.set_password(PASSWORD)
    newcomer.save()
    walk.page.goto(f"{walk.address}/masuk/")
    walk.page.get_by_label("Nama pengguna").fill("nina")
    walk.page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    walk.page.get_by_role("button", name="Masuk", exact=True).click()
    walk.page.wait_for_url("**/beranda/")
    for name in ("mfa_activate_totp", *OWN_ACCOUNT):
        walk.send_empty(reverse(name))
    give_office(rudi.user, budi.office, is_acting=True)
    walk.enter(client, rudi.user)
    walk.visit(reverse("choose_office"))


def test_the_printed_code(walk, client, budi, rudi):
    walk.enter(client, budi.user)
    walk.page.goto(f"{walk.address}{reverse('issue_code', kwargs={'pk': rudi.user_id})}")
    walk.page.locator("main form label").first.click()
    walk.page.get_by_text("Identitas sudah diperiksa", exact=True).click()
    walk.page.get_by_role("button", name="Tampilkan kode").click()
    walk.page.get_by_text("Berlaku sampai").wait_for()
    walk.look("code sheet")


def test_empty_lists(walk, client, citra, dina, dewi):
    """The first day in office: nothing there yet, and nothing found."""
    for actor, paths in (
        (
            citra,
            [
                "/beranda/",
                "/warga/",
                "/warga/?q=zzz",
                "/warga/bentrok/",
                "/verifikasi/",
                "/surat-keluar/",
                "/pengingat/",
                "/pengaturan/akun/?q=zzz",
            ],
        ),
        (dina, ["/beranda/", "/kasus/", "/koordinasi/"]),
        (dewi, ["/kasus/", "/kasus/?q=zzz", "/koordinasi/"]),
    ):
        walk.enter(client, actor.user)
        for path in paths:
            walk.visit(path)


def test_what_went_wrong(walk, client, rudi):
    """Error pages, shown with status 200: the browser would complain of any other in its console."""
    walk.page.route("**/tidak-ada/", lambda route: route.fulfill(response=route.fetch(), status=200))
    walk.page.route("**/kasus/", lambda route: route.fulfill(response=route.fetch(), status=200))
    walk.visit("/tidak-ada/")
    walk.enter(client, rudi.user)
    walk.visit("/tidak-ada/")
    walk.visit("/kasus/")
    for name in BROKEN:
        html = render_to_string(name)
        walk.page.route(f"**/{name}", lambda route, _, html=html: route.fulfill(body=html, content_type="text/html"))
        walk.visit(f"/{name}")
