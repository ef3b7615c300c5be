"""Every page for everybody: WCAG 2.2 AA, readable on a narrow phone, nothing betrayed in the title, no dead link.

Each person walks through all pages the access table opens to him and looks behind every link; the first who meets a
form sends it empty.
"""

import uuid
from collections import defaultdict
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as in_force
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import give_office, make_actor
from cases.models import Coordination, Person, ReplyLink
from cases.rules import intake
from cases.rules.casework import group_event
from cases.rules.coordination import reply_link
from cases.rules.families import report_desk, report_intake
from cases.tests.factories import TODAY, make_case, make_person
from cases.tests.links import give_link, url_of
from dev.pytest_browser import DESK, NARROW, violations
from education.models import ArticlePage, HomePage, SectionPage
from pangkalpinang_pmi.tests.reading import FIELDS, Reading
from pangkalpinang_pmi.tests.test_access import ACCESS, world  # noqa: F401 - the same world, seen with other eyes

OFFICES = ["rudi", "wati", "budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "rena", "putri", "karim", "adi"]
# These answer with another page, a picture, or a file.
ASIDE = {"cases:open_reminder", "cases:file_page", "cases:letter_pdf", "cases:case_letter_pdf", "cases:bast_pdf"}
ASIDE |= {"cases:import_file", "cases:reconciliation_file"}
OFFER_PAGES = ("/cek-tawaran/", "/cek-tawaran/tanya/", "/cek-tawaran/lacak/")
OFFERS = {
    "red": "Jadi admin judi di Kamboja, gaji 12 juta, paspor dipegang agen",
    "amber": "Butuh cepat pekerja pabrik ke Malaysia",
    "none": "Perawat lansia Taiwan lewat P3MI, ada perjanjian kerja dan visa kerja",
    "nothing": "",
}
OWN_ACCOUNT = ["account_change_password", "usersessions_list", "mfa_index"]
PASSWORD = "kata-sandi-untuk-jalan-jalan"
BROKEN = ("400.html", "405.html", "500.html", "403_csrf.html", "429.html")  # these need no data: drawn as they are
ROOM = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
FORM = f"[...document.querySelectorAll('main form[method=post]')].find(form => form.querySelector('{FIELDS}'))"
EMPTY_FORM = f"""() => {{
    const form = {FORM};
    for (const field of form.querySelectorAll("{FIELDS}")) {{
        if (field.type === "radio" || field.type === "checkbox") field.checked = false; else field.value = "";
    }}
    setTimeout(() => form.submit());
}}"""


class Walk:
    """One person's browser; collects what is wrong, so that one run names everything."""

    sent = set()  # forms that were sent empty: they answer everybody alike
    examined = defaultdict(set)  # by width; of a page axe judges what is not made of these, whoever reads it

    def __init__(self, page, client, address):
        self.page, self.client, self.address = page, client, address
        self.faults, self.links, self.seen = [], set(), set()

    def enter(self, user):
        self.client.force_login(user)
        name = in_force.SESSION_COOKIE_NAME
        value = self.client.cookies[name].value
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def visit(self, path):
        self.page.goto(f"{self.address}{path}")
        self.seen.add(f"{self.address}{path}")
        return self.look(path)

    def send_empty(self, path):
        """Look at a page, then send its first form that asks for something, without an answer.

        The browser draws what came back only if it shows something new.
        """
        reading = self.visit(path)
        if reading.asking_form():
            address, fields = reading.unanswered()
            answer = self.client.post(address.removeprefix(self.address), fields, follow=True)
            reply = Reading(answer.content.decode(), address)
            if not reply.kinds() - self.examined[NARROW["width"]]:
                self.judge(f"{path} (empty)", reply)
            elif answer.redirect_chain:
                self.visit(answer.redirect_chain[-1][0])
            else:
                with self.page.expect_navigation():
                    self.page.evaluate(EMPTY_FORM)
                self.look(f"{path} (empty)", sizes=[NARROW])

    def read(self, path):
        """A page that somebody else has looked at: drawn again only if it shows this person something new."""
        answer = self.client.get(path, follow=True)
        there = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        reading = Reading(answer.content.decode(), f"{self.address}{there}")
        if reading.kinds() - self.examined[NARROW["width"]]:
            self.visit(path)
        else:
            self.seen.add(f"{self.address}{path}")
            self.judge(path, reading)

    def look(self, what, sizes=(DESK, NARROW)):
        self.page.wait_for_load_state()
        reading = Reading(self.page.content(), self.page.url)
        kinds = reading.kinds()
        for size in sizes:
            examined = self.examined[size["width"]]
            if new := kinds - examined:
                self.resize(size)
                self.note(what, violations(self.page, within=reading.parts(new)))
                examined |= kinds
        self.resize(NARROW)
        self.note(what, ["too wide for a narrow phone"] * (not self.page.evaluate(ROOM)))
        self.judge(what, reading)
        return reading

    def resize(self, size):
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)

    def judge(self, what, reading):
        self.note(what, reading.faults(names_and_numbers()))
        self.links |= reading.links()

    def note(self, what, faults):
        self.faults += [f"{what}: {fault}" for fault in faults]

    def follow_links(self):
        """Asked of the server itself: nobody looks at what comes back. A list sorted in six ways is asked once."""
        for link in {question(link): link for link in sorted(self.links - self.seen)}.values():
            status = self.client.get(link.removeprefix(self.address)).status_code
            if status >= 400:
                self.faults.append(f"{urlsplit(link).path} is linked and answers {status}")


def question(link):
    """What a link asks for, whatever it is told: the path and the names of what stands behind it."""
    parts = urlsplit(link)
    return parts.path, frozenset(parse_qs(parts.query, keep_blank_values=True))


def names_and_numbers():
    people = list(Person.objects.all())
    return [word for person in people for word in (*person.name.split(), person.number, person.nik) if word]


@pytest.fixture
def demo(settings):
    """The second factor has tests of its own."""
    settings.DEMO = True


@pytest.fixture
def walk(transactional_db, demo, public_site, live_server, open_browser, client):
    walk = Walk(open_browser(DESK), client, live_server.url)
    yield walk
    assert walk.faults == []


def test_what_is_new_on_a_page_is_judged_where_it_stands(open_browser):
    page = open_browser(NARROW)
    page.set_content("<main><p>Lama</p><ul><li>Lama</li></ul></main>")
    known = Reading(page.content(), page.url).kinds()
    page.set_content("<main><p>Lama</p><ul><li>Lama</li><li><input></li></ul><img src='data:,'></main>")
    reading = Reading(page.content(), page.url)
    new = reading.parts(reading.kinds() - known)
    assert new == ["body > main:nth-child(1) > ul:nth-child(2) > li:nth-child(2) > input:nth-child(1)",
                   "body > main:nth-child(1) > img:nth-child(3)"]  # fmt: skip
    assert {fault.split(":")[0] for fault in violations(page, within=new)} == {"label", "image-alt"}


def pages_of(who, world):  # noqa: F811
    for name, row in ACCESS.items():
        if row.method == "get" and who in row.ok.split() and name not in ASIDE:
            yield name, reverse(name, kwargs=world[row.keys])


@pytest.mark.parametrize("who", OFFICES)
def test_every_office(walk, world, request, who):  # noqa: F811
    walk.enter(request.getfixturevalue(who).user)
    for name, path in pages_of(who, world):
        if name in walk.sent:
            walk.read(path)
        else:
            walk.send_empty(path)
            walk.sent.add(name)
    walk.follow_links()


def test_the_public(walk):
    articles = [*SectionPage.objects.live(), *ArticlePage.objects.live()]
    aside = ("/bahan/", "/tanpa-sinyal/", "/hapus-simpanan/")
    for path in ("/", "/darurat/", "/api/v1/docs", *aside, *(page.url for page in articles)):
        walk.visit(path)
    feedback = f"/masukan/{ArticlePage.objects.live().filter(is_discreet=False).first().pk}/"
    report = ("/lapor/", "/lapor/siapa/", "/lapor/lacak/")
    for path in (feedback, "/masuk/", "/masuk/kode/", *report, *OFFER_PAGES, "/cari/"):
        walk.send_empty(path)
    walk.follow_links()


@pytest.fixture(params=["light", "dark"])
def states(request, transactional_db, demo, public_site, live_server, open_browser, client):
    """A walk by somebody whose telephone is set so; what axe said of light colours says nothing of dark ones."""
    walk = Walk(open_browser(NARROW, color_scheme=request.param), client, live_server.url)
    if request.param == "dark":
        walk.examined = defaultdict(set)
    yield walk
    assert walk.faults == []


def test_public_pages_in_every_state_by_day_and_by_night(states):
    """Found and not found, wrong and sent, each of the three answers about an offer, everything unfolded."""
    page = states.page

    def see(what):
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        states.look(what, sizes=[NARROW])

    for path in ("/", "/darurat/", "/edukasi/negara/taiwan/", "/cari/?q=kamboja", "/cari/?q=zzzz", "/lapor/"):
        page.goto(f"{states.address}{path}")
        see(path)
    for level, told in OFFERS.items():
        page.goto(f"{states.address}/cek-tawaran/")
        page.get_by_label("Tempel chat").fill(told)
        page.get_by_role("button", name="Cek tawaran ini").press("Enter")
        page.locator(f".verdict--{level}" if told else "[data-error-summary]").wait_for()
        see(f"offer, {level}")
    page.goto(f"{states.address}/masukan/{HomePage.objects.get().pk}/")
    page.get_by_role("button", name="Kirim masukan").press("Enter")
    page.locator("[data-error-summary]").wait_for()
    see("feedback, wrong")
    page.get_by_label("Ya, membantu").press("Space")
    page.get_by_role("button", name="Kirim masukan").press("Enter")
    page.get_by_role("heading", name="Terima kasih").wait_for()
    see("feedback, given")
    page.goto(f"{states.address}/lapor/lacak/")
    page.get_by_label("Empat kata").fill("bukan kode kami")
    page.keyboard.press("Enter")
    page.locator("[data-error-summary]").wait_for()
    see("follow, wrong code")


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
    for name in ("keadaan", "keterangan", "hubungi", "foto"):
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


def test_somebody_calls(walk, case, ana):
    """What has no address of its own: the question whether it is the same person, the caller's code, and the pages of
    both reporters before one text leaves for them.
    """
    mother = {"danger": "TIDAK", "person_name": "Bayu Contoh", "reporter_name": "Ibu"}
    report_desk.link(report_intake.keep(key=uuid.uuid4(), seed="a", **mother), case, by=ana)
    walk.enter(ana.user)
    page = walk.page
    page.goto(f"{walk.address}{reverse('cases:open_case')}")
    page.get_by_label("Nama orang yang dilaporkan").fill("Bayu Contoh")
    for choice in ("Telepon", "P2"):
        page.get_by_label(choice).first.press("Space")
    page.get_by_label("Jenis utama").select_option("HILANG_KONTAK")
    page.get_by_label("Kabar dari").select_option("KELUARGA")
    page.get_by_role("button", name="Buka kasus").press("Enter")
    page.get_by_role("heading", name="Mungkin sudah dilaporkan").wait_for()
    walk.look("the same person?")
    page.get_by_label(f"Ya, kasus {case.number}").press("Space")
    page.get_by_role("button", name="Simpan").press("Enter")
    page.get_by_role("heading", name="Kode Anda").wait_for()
    walk.look("the code of who called")
    page.goto(f"{walk.address}{reverse('cases:tell_reporters', args=[case.number])}")
    for box in page.get_by_role("group", name="Untuk siapa").get_by_role("checkbox").all():
        box.press("Space")
    page.get_by_label("Pesannya").fill("Kami sudah menghubungi Perwakilan RI.")
    page.get_by_role("button", name="Lihat dulu").press("Enter")
    page.get_by_role("heading", name="Periksa sebelum mengirim").wait_for()
    walk.look("both pages before it leaves")


def test_a_job_offer(walk):
    """Without a mouse: paste, read why, ask Disnaker, write down the code, come back for the answer."""
    page = walk.page
    page.goto(f"{walk.address}/cek-tawaran/")
    page.get_by_label("Tempel chat").fill("Jadi admin judi di Kamboja, gaji 12 juta, hub 0812 3456 7890")
    page.get_by_role("button", name="Cek tawaran ini").press("Enter")
    page.get_by_role("heading", name="Bahaya besar").wait_for()
    walk.look("offer, result")
    page.get_by_label("Yang ingin Anda tanyakan").fill("Boleh?")
    page.get_by_role("button", name="Kirim pertanyaan").press("Enter")
    page.wait_for_url("**/cek-tawaran/kode/")
    walk.look("offer, code")
    page.get_by_role("button", name="Sudah saya catat").press("Enter")
    page.wait_for_url("**/cek-tawaran/jawaban/")
    walk.look("offer, answer")


def test_an_agency_without_an_account(walk, world, coordination, rudi, ana):  # noqa: F811
    """One person; then so many that each waits behind his name."""
    walk.send_empty(reverse("cases:reply", args=[reply_link.token_of(world["sharing"]["key"])]))
    for name in ("Andi", "Beni", "Cici"):
        intake.add_person(coordination.case, make_person(rudi, rudi.territory, name=name), by=ana, happened_on=TODAY)
    coordination.refresh_from_db()
    walk.visit(url_of(give_link(coordination, ana)))
    for folded in walk.page.locator("details").all():
        folded.evaluate("part => { part.open = true; }")
    walk.look("many persons, unfolded")


def test_the_cases_of_a_group(walk, coordination, rudi, ana):
    """The officer sees what leaves of both; the agency answers for both."""
    Coordination.objects.update(status="DIKIRIM")
    other = make_case(ana, [make_person(rudi, rudi.territory, name="Dodi")])
    Coordination.objects.create(case=other, agency=coordination.agency, status="DIKIRIM")
    group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy, Maret 2025", happened_on=TODAY)
    group_event.bring_in(group, [coordination.case.number, other.number], by=ana)
    walk.enter(ana.user)
    page = walk.page
    page.goto(f"{walk.address}{reverse('cases:share_group', args=[group.pk])}")
    walk.look("the cases of a group")
    page.get_by_role("button", name="Lihat dulu").press("Enter")
    page.get_by_role("heading", name="Periksa sebelum diserahkan").wait_for()
    walk.look("what leaves of a group")
    page.get_by_role("button", name="Ya, serahkan 2 kasus").press("Enter")
    page.get_by_role("heading", name="Data yang diserahkan").wait_for()
    walk.look("the link of a group")
    page.goto(f"{walk.address}{url_of(ReplyLink.objects.get())}")
    for folded in page.locator("details").all():
        folded.evaluate("part => { part.open = true; }")
    walk.look("many cases, unfolded")


def test_the_doors_behind_the_sign_in(walk, ana, rudi, budi):
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
    walk.enter(rudi.user)
    walk.visit(reverse("choose_office"))


def test_the_printed_code(walk, budi, rudi):
    walk.enter(budi.user)
    walk.page.goto(f"{walk.address}{reverse('issue_code', kwargs={'pk': rudi.user_id})}")
    walk.page.locator("main form label").first.click()
    walk.page.get_by_text("Identitas sudah diperiksa", exact=True).click()
    walk.page.get_by_role("button", name="Tampilkan kode").click()
    walk.page.get_by_text("Berlaku sampai").wait_for()
    walk.look("code sheet")


def test_empty_lists(walk, citra, dina, dewi):
    """The first day in office: nothing there yet, and nothing found."""
    for actor, paths in (
        (
            citra,
            [
                "/beranda/",
                "/warga/",
                "/warga/?q=zzz",
                "/warga/bentrok/",
                "/warga/bentrok/?bagian=disatukan",
                "/warga/pulang/",
                "/data-pribadi/akses/",
                "/verifikasi/",
                "/surat-keluar/",
                "/pengingat/",
                "/pengaturan/akun/?q=zzz",
            ],
        ),
        (dina, ["/beranda/", "/kasus/", "/koordinasi/"]),
        (dewi, ["/kasus/", "/kasus/?q=zzz", "/koordinasi/", "/data-pribadi/akses/kantor/"]),
    ):
        walk.enter(actor.user)
        for path in paths:
            walk.visit(path)


def test_what_went_wrong(walk, rudi):
    """Error pages, shown with status 200: the browser would complain of any other in its console."""
    walk.page.route("**/tidak-ada/", lambda route: route.fulfill(response=route.fetch(), status=200))
    walk.page.route("**/kasus/", lambda route: route.fulfill(response=route.fetch(), status=200))
    walk.page.route("**/surat/*/", lambda route: route.fulfill(response=route.fetch(), status=200))
    walk.visit("/tidak-ada/")
    walk.visit("/surat/aaaa-bbbb-cccc-dddd/")
    walk.enter(rudi.user)
    walk.visit("/tidak-ada/")
    walk.visit("/kasus/")
    for name in BROKEN:
        html = render_to_string(name)
        walk.page.route(f"**/{name}", lambda route, _, html=html: route.fulfill(body=html, content_type="text/html"))
        walk.visit(f"/{name}")
