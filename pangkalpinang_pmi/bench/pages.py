"""Staff pages: server time and queries at full size, and how both grow with the register."""

import uuid
from statistics import median
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.template import TemplateDoesNotExist
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.acting import assignments_of
from accounts.models import User
from cases.rules.register import registration_draft
from cases.values.choices import DocumentKind
from lib.search_words import PARAMETER, seal
from pangkalpinang_pmi.bench import desk, row
from pangkalpinang_pmi.bench.clock import measure, p95
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.bench.sample import residents
from pangkalpinang_pmi.invented.numbers import make_passport
from pangkalpinang_pmi.loaded_pages import load_pages

SECONDS_MS, QUERIES, GROWTH = 150, 12, 1.5
PAGES_TYPED = 3  # each makes a version of its draft
UNCOUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


class Page(NamedTuple):
    """One page as one account asks for it; `path` and the `words` searched are filled in with a resident."""

    what: str
    account: str
    path: str
    posts: bool = False
    words: str = ""
    is_alike: bool = True  # shows as much in the small register; else its growth says nothing about the large one

    def address(self, resident, user, draft):
        path, words = self.path.format(resident, draft=draft), self.words.format(resident)
        return f"{path}?{PARAMETER}={seal(words, user)}" if words else path


PAGES = (
    Page("my day", "disnaker", "/beranda/"),
    Page("my day, RT", "ketua.rt", "/beranda/"),
    Page("my day, kelurahan", "kelurahan", "/beranda/"),
    Page("people", "disnaker", "/warga/"),
    Page("people, kelurahan", "kelurahan", "/warga/"),
    Page("people, RT", "ketua.rt", "/warga/"),
    Page("people, page 30", "disnaker", "/warga/?page=30"),
    Page("people by full name", "disnaker", "/warga/", words="{0.name}"),
    Page("people by one word", "disnaker", "/warga/", words="{0.word}"),
    Page("people by one word, kelurahan", "kelurahan", "/warga/", words="{0.word}"),
    Page("people by NIK", "disnaker", "/warga/", words="{0.spaced_nik}"),
    Page("people by phone", "disnaker", "/warga/", words="{0.phone}"),
    Page("people by passport", "disnaker", "/warga/", words="{0.passport}"),
    Page("people by state and country", "disnaker", "/warga/?status=HILANG_KONTAK&negara=MY"),
    Page("people by state, kelurahan", "kelurahan", "/warga/?status=DI_LUAR_NEGERI"),
    Page("people by place and state", "disnaker", "/warga/?wilayah=19.71.05.1005&status=TERDATA_RT"),
    Page("one person", "disnaker", "/warga/{0.pk}/"),
    Page("one paper", "disnaker", "/warga/{0.pk}/dokumen/{0.paper}/"),
    Page("registration, start", "ketua.rt", "/warga/daftar/"),
    Page("registration, first page", "ketua.rt", "/warga/daftar/{draft}/orang/"),
    Page("registration, plan", "ketua.rt", "/warga/daftar/{draft}/rencana/"),
    Page("registration, check", "ketua.rt", "/warga/daftar/{draft}/periksa/"),
    Page("registration POST", "ketua.rt", "/warga/daftar/{draft}/periksa/", posts=True),
    Page("own entries", "ketua.rt", "/warga/entri-saya/"),
    Page("NIK conflicts", "disnaker", "/warga/bentrok/"),
    Page("duplicates", "disnaker", "/warga/kembar/"),
    Page("duplicates, kelurahan", "kelurahan", "/warga/kembar/"),
    Page("waiting for verification", "kelurahan", "/verifikasi/"),
    Page("data to complete", "kelurahan", "/warga/perlu-dilengkapi/"),
    Page("waiting for a second look", "disnaker", "/verifikasi/"),
    Page("letters", "kelurahan", "/surat-keluar/"),
    Page("what the RTs told", "kelurahan", "/warga/nihil/"),
    Page("moves to another kelurahan", "kelurahan", "/warga/pindahan/"),
    Page("move to another RT", "disnaker", "/warga/{0.pk}/pindah-rt/"),
    Page("imports", "disnaker", "/impor/"),
    Page("reconciliations", "disnaker", "/rekonsiliasi/"),
    Page("cases", "disnaker", "/kasus/"),
    Page("cases, BP3MI", "bp3mi", "/kasus/"),
    Page("cases, Dinsos", "dinsos", "/kasus/"),
    Page("cases by name", "disnaker", "/kasus/", words="{0.in_one_case}"),
    Page("cases by a frequent name", "disnaker", "/kasus/", words="{0.in_case}", is_alike=False),
    Page("cases by NIK", "disnaker", "/kasus/", words="{0.nik}"),
    Page("cases, late answers", "disnaker", "/kasus/?waiting=lewat"),
    Page("one case", "disnaker", "/kasus/{0.case}/"),
    Page("family reports", "disnaker", "/kasus/laporan/"),
    Page("questions about offers", "disnaker", "/kasus/tawaran/"),
    Page("duty roster", "disnaker", "/pengaturan/piket/"),
    Page("one case, entries about contacts", "disnaker", "/kasus/{0.case}/?isi=kontak"),
    Page("one case, tasks", "disnaker", "/kasus/{0.case}/?isi=tugas"),
    Page("one case on paper", "disnaker", "/kasus/{0.case}/ringkasan/"),
    Page("groups", "disnaker", "/kasus/rombongan/"),
    Page("money for ways home", "disnaker", "/kasus/biaya/"),
    Page("case form", "disnaker", "/kasus/baru/"),
    Page("ledger", "disnaker", "/koordinasi/"),
    Page("ledger, BP3MI", "bp3mi", "/koordinasi/"),
    Page("deadlines", "disnaker", "/pengaturan/tenggat/"),
    Page("holidays", "disnaker", "/pengaturan/hari-libur/"),
    Page("reminders", "disnaker", "/pengingat/"),
    Page("reminders, kelurahan", "kelurahan", "/pengingat/"),
    Page("accounts", "admin", "/pengaturan/akun/"),
    Page("places", "admin", "/pengaturan/wilayah/"),
)


class Timing(NamedTuple):
    p95: float
    median: float
    queries: int


class Register:
    """One database, with somebody signed in there and residents to ask for."""

    def __init__(self, name, rounds):
        self.name, self.clients = name, {}
        with using(name):
            self.sample = residents(rounds)

    def client(self, account):
        if account not in self.clients:
            self.clients[account] = sign_in(account)
        return self.clients[account]


def rows(bench):
    """Each page at full size and, in the same moment, at a hundredth of it: a busy machine slows both."""
    load_pages()  # as a web process does
    for name in (bench.small, bench.large):
        desk.fill(name)
    small, large = Register(bench.small, bench.rounds), Register(bench.large, bench.rounds)
    for page in PAGES:
        yield from _judge(page, time_page(page, small), time_page(page, large))


def _judge(page, small, large):
    if large is None:
        yield row.missing(page.what, f"≤ {SECONDS_MS} ms, ≤ {QUERIES} queries")
        return
    yield row.at_most(f"{page.what}: p95", SECONDS_MS, large.p95, "ms")
    if not page.posts:
        yield row.at_most(f"{page.what}: queries", QUERIES, large.queries, "queries")
    if page.is_alike:
        yield row.at_most(f"{page.what}: growth", GROWTH, large.median / small.median, "×")


def time_page(page, register):
    """None where there is no such page."""
    with using(register.name):
        return _time(page, register.client(page.account), register.sample)


def sign_in(username):
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-encoding": "gzip"})
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    return client


def _time(page, client, sample):
    user = get_user(client)
    drafts = begin(user, sample) if "{draft}" in page.path else {}

    def ask(resident):
        path, secure = page.address(resident, user, drafts.get(resident)), settings.SITE_IS_HTTPS
        return (
            client.post(path, {"version": PAGES_TYPED}, secure=secure)
            if page.posts
            else client.get(path, secure=secure)
        )

    try:
        status = ask(sample[0]).status_code
    except TemplateDoesNotExist:
        return None
    if status == 404:
        return None
    if status != (302 if page.posts else 200):
        raise AssertionError(f"{page.what} answered {status}")
    with CaptureQueriesContext(connection) as captured:
        ask(sample[1])
    counted = [query for query in captured if not query["sql"].startswith(UNCOUNTED)]
    if page.posts:  # what the rounds above have sent is a confirmation by now
        drafts = begin(user, sample)
    times = measure(ask, sample)
    return Timing(p95(times), median(times), len(counted))


def begin(user, sample):
    """A draft ready to be sent for each resident."""
    by = assignments_of(user)[0]
    drafts = {}
    for resident in sample:
        draft = registration_draft.start(key=uuid.uuid4(), territory=by.territory, by=by)
        for page, answers in typed(resident).items():
            registration_draft.keep_page(draft, page, answers, seen=0, by=by)
        drafts[resident] = draft.pk
    return drafts


def typed(resident):
    """By page: somebody new, with the name and the telephone of one who is there."""
    number = uuid.uuid4()
    day, serial = number.int % 28 + 1, number.int % 4999 + 1
    person = {
        "name": [resident.name],
        "nik": [f"197105{day:02d}{number.node % 12 + 1:02d}{number.time_low % 20 + 80}{serial:04d}"],
        "source": ["KELUARGA"],
        "other_person": ["on"],
    }
    papers = {"held": [DocumentKind.PASPOR], "passport": [make_passport(number.int % 10**7)]}
    return {"orang": person, "keluarga-kontak": {"phone": [resident.phone]}, "dokumen": papers}
