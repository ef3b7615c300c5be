"""Nonsense at every door: whatever somebody sends, he gets an answer and never our error page. The seed is fixed."""

import random
import re

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from pangkalpinang_pmi.tests.test_access import ACCESS, BUNDLES, world  # noqa: F401 - a fixture

SEED = 20261124
NONSENSE = [
    "a\0b",
    "\u202e\u200bSiti\ufeff",
    "A" * 100_000,
    "9" * 5_000,
    "-1",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "99999999999999999999",
    "٣",
    "' OR 1=1 --",
    "{{ 7*7 }}<script>",
    "../../etc/passwd",
    "00000000-0000-0000-0000-000000000000",
]
ASKED = ["q", "page", "status", "wilayah", "kelurahan", "langkah", "riwayat", "next", "agency", "waiting", "urgency"]
ASKED += ["country", "negara", "state", "assignment", "seen", "target", "bagikan", "cari", "warga", "nik"]
BODIES = [
    ("application/json", b'{"nik": [1]}'),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
    ("multipart/form-data", b"no boundary"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"q=+AD4-"),
    ("application/x-www-form-urlencoded", b"q=%FF%FE%ED%A0%80&nik=%C3%28"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(2001))),
    ("text/plain", b"\xff" * 100),
]
PATHS = [
    "/%00/",
    "/edukasi/%00/",
    "/edukasi/%FF%FE/",
    "/media/images/%00.jpg",
    "/media/images/..%2F..%2Fetc%2Fpasswd.jpg",
    f"/media/images/{'a' * 3000}.jpg",
    "/berkas/99999999999999999999/x.pdf",
    "/berkas/1/%00",
    "/kartu/99999999999999999999/a/lebar.png",
    "/selebaran/99999999999999999999.pdf",
    f"/bahan/{'a' * 3000}.pdf",
    "/bahan/%00.pdf",
    "/warga/99999999999999999999/",
    f"/warga/{'9' * 5000}/",
    "/warga/1/perjalanan/99999999999999999999/ubah/",
    "/warga/1/buka/telepon/99999999999999999999/",
    f"/kasus/{'K' * 3000}/",
    "/kasus/K-2026-0001/orang/99999999999999999999/langkah/",
    "/pengaturan/akun/99999999999999999999/",
    "/pengaturan/akun/jabatan/99999999999999999999/akhiri/",
    "/pengaturan/wilayah/99999999999999999999/",
    "/cms/pages/99999999999999999999/edit/",
    "/admin/accounts/agency/99999999999999999999/change/",
    "/admin/accounts/agency/%00/change/",
    "/akun/konfirmasi/?next=%00",
]


@pytest.fixture
def door(client, settings):
    """The client of somebody signed in, who reads our error page instead of a traceback."""
    settings.DEMO = True
    client.raise_request_exception = False
    return client


def fields_of(html):
    """What a page's forms would send if nobody touched them."""
    inputs = re.findall(r"<(?:input|select|textarea)[^>]*>", html)
    named = [(re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in inputs]
    return {name[1]: value[1] if value else "" for name, value in named if name}


def nonsense_for(html, rng):
    """(method, arguments) of what is tried at one address: each time another part of all there is."""
    typed = fields_of(html) | {name: "1" for name in ("name", "client_uuid", "version", "note", "text", "source")}
    for nonsense in rng.sample(NONSENSE, 2):
        if len(nonsense) < 10_000:
            yield "get", {"data": dict.fromkeys(ASKED, nonsense)}
        yield "post", {"data": dict.fromkeys({*typed, *ASKED}, nonsense)}
        yield "post", {"data": typed | {rng.choice(list(typed)): nonsense}}
    yield "post", {"data": {name: [value, value, "x"] for name, value in typed.items()}}
    content_type, body = rng.choice(BODIES)
    yield "post", {"data": body, "content_type": content_type}
    yield rng.choice(["head", "put", "delete", "options", "trace"]), {}


@pytest.mark.parametrize("names", BUNDLES)
def test_no_nonsense_breaks_a_page(door, request, world, names):  # noqa: F811
    broken = []
    for name in names:
        rng, row = random.Random(f"{SEED}{name}"), ACCESS[name]  # nosec B311 # not a secret
        url = reverse(name, kwargs=world[row.keys])
        cache.clear()  # nobody is told to wait
        door.force_login(request.getfixturevalue(row.ok.split()[0]).user)
        html = door.get(url).content.decode(errors="replace")  # some answers are files
        for method, arguments in nonsense_for(html, rng):
            point = transaction.savepoint()
            answer = getattr(door, method)(url, **arguments)
            transaction.savepoint_rollback(point)
            if answer.status_code >= 500:
                broken.append((name, method, str(arguments)[:200]))
    assert not broken


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ["", "ana", "rena", "adi"])
def test_no_odd_address_breaks(door, request, db, path, who):
    if who:
        door.force_login(request.getfixturevalue(who).user)
    assert door.get(path).status_code < 500


@pytest.mark.parametrize("url", ["/masuk/", "/masuk/kode/", "/keluar/"])
def test_no_nonsense_breaks_the_doors(door, db, url):
    for nonsense in NONSENSE:
        cache.clear()
        data = dict.fromkeys(["login", "password", "username", "code", "password1", "password2", "next"], nonsense)
        assert door.post(url, data).status_code < 500
    for content_type, body in BODIES:
        assert door.post(url, body, content_type=content_type).status_code < 500


@pytest.mark.parametrize("name", ["sesi", "csrf", "messages"])
def test_no_odd_cookie_breaks_a_page(door, db, name):
    for value in (r'"aaaaaaaaaa\000bbbb"', "\xff" * 20, "a" * 10_000):
        assert door.get("/beranda/", headers={"Cookie": f"{name}={value}"}).status_code < 500
