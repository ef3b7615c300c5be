"""Every page for everybody: WCAG 2.2 AA, readable on a narrow phone, nothing betrayed in the title, no dead link.

Each person walks through all pages the access table opens to him, sends every form empty, and looks behind every link.
"""

from urllib.parse import urlsplit

import pytest
from django.conf import settings as in_force
from django.urls import reverse

from cases.models import Person
from dev.pytest_browser import DESK, NARROW, violations
from education.models import ArticlePage, SectionPage
from education.seed import publish_start_pages
from pangkalpinang_pmi.tests.test_access import ACCESS, world  # noqa: F401 - the same world, seen with other eyes

OFFICES = ["rudi", "wati", "budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "rena", "putri", "karim", "adi"]
ASIDE = {"cases:open_reminder"}  # answers with another page
OWN_ACCOUNT = ["account_change_password", "account_reauthenticate", "usersessions_list", "mfa_index"]
ONCE_OPENED = "Diperlukan untuk menghubungi keluarga"
ROOM = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
UNNAMED = """[...document.querySelectorAll("input, select, textarea")].filter(field => field.type !== "hidden"
    && !field.labels.length && !field.ariaLabel && !field.hasAttribute("aria-labelledby")).map(field => field.outerHTML)"""
LINKS = """[...document.querySelectorAll("a[href]:not([href^='#'])")].map(link => link.href.split("#")[0])"""
# What makes two pages look different to axe: numbers, tokens and UUIDs do not.
SHAPE = """document.querySelector("main").outerHTML.replace(/value="[^"]*"|[0-9a-f-]{36}|[0-9]/g, "")"""
EMPTY_FORM = """() => {
    const shown = "input:not([type=hidden]), select, textarea";
    const form = [...document.querySelectorAll("main form[method=post]")].find(form => form.querySelector(shown));
    if (!form) return false;
    for (const field of form.querySelectorAll(shown)) {
        if (field.type === "radio" || field.type === "checkbox") field.checked = false; else field.value = "";
    }
    setTimeout(() => form.submit());
    return true;
}"""


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
        """The first form that asks for something, sent without an answer."""
        self.page.goto(f"{self.address}{path}")
        with self.page.expect_navigation():
            if not self.page.evaluate(EMPTY_FORM):
                self.page.reload()
        self.look(f"{path} (empty)")
        return self.page.locator("[data-error-summary]").count()

    def look(self, what):
        page = self.page
        faults = []
        is_new = (shape := page.evaluate(SHAPE)) not in self.seen
        self.seen.add(shape)
        for size in (DESK, NARROW):
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
def walk(transactional_db, settings, tmp_path, live_server, open_browser):
    settings.DEMO = True  # the second factor has tests of its own
    settings.EMERGENCY_PAGE_FILE = tmp_path / "darurat.html"
    publish_start_pages()
    walk = Walk(open_browser(DESK), live_server.url)
    yield walk
    assert walk.faults == []


def pages_of(who, world):  # noqa: F811
    for name, row in ACCESS.items():
        if row.method == "get" and who in row.ok.split() and name not in ASIDE:
            yield name, reverse(name, kwargs=world[row.keys])


@pytest.mark.parametrize("who", OFFICES)
def test_every_office(walk, world, client, request, who):  # noqa: F811
    walk.enter(client, request.getfixturevalue(who).user)
    pages = dict(pages_of(who, world))
    for path in pages.values():
        walk.visit(path)
    for path in pages.values():
        walk.send_empty(path)
    walk.follow_links()


def test_the_public(walk):
    articles = [*SectionPage.objects.live(), *ArticlePage.objects.live()]
    for path in ("/", "/darurat/", "/masuk/", "/masuk/kode/", *(page.url for page in articles)):
        walk.visit(path)
    assert walk.send_empty("/masuk/") and walk.send_empty("/masuk/kode/")
    walk.follow_links()
