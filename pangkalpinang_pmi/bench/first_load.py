"""What a phone has to fetch for a page it has never seen: the page and all it names, as it travels."""

import gzip
import re
from html.parser import HTMLParser

import brotli
from django.conf import settings

from accounts.models import User
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import environment, using
from pangkalpinang_pmi.bench.pages import begin, sign_in
from pangkalpinang_pmi.bench.sample import residents
from pangkalpinang_pmi.bench.server import fetch, serving

KB = 1_000
PUBLIC, FORM, STAFF, REQUESTS, SCRIPT = 50, 80, 150, 10, 5
PUBLIC_PAGES = (
    "/",
    "/edukasi/",
    "/edukasi/berangkat/daftar-periksa/",
    "/bahan/",
    "/darurat/",
    "/masuk/",
    "/lapor/",
    "/lapor/siapa/",
    "/lapor/lacak/",
    "/cek-tawaran/",
    "/cek-tawaran/tanya/",
    "/cari/?q=kerja+kamboja+aman",
)
STAFF_PAGES = (
    ("disnaker", "/beranda/", STAFF),
    ("disnaker", "/warga/", STAFF),
    ("disnaker", "/kasus/", STAFF),
    ("disnaker", "/koordinasi/", STAFF),
    ("ketua.rt", "/warga/daftar/", FORM),
    ("ketua.rt", "/warga/daftar/{draft}/orang/", FORM),
    ("ketua.rt", "/warga/daftar/{draft}/keluarga-kontak/", FORM),
    ("ketua.rt", "/warga/daftar/{draft}/rencana/", FORM),
    ("ketua.rt", "/warga/daftar/{draft}/dokumen/", FORM),
    ("ketua.rt", "/warga/daftar/{draft}/persetujuan/", FORM),
    ("ketua.rt", "/warga/daftar/{draft}/periksa/", FORM),
    ("disnaker", "/kasus/baru/", FORM),
)
CSS_URL = re.compile(rb"url\([\"']?(?!data:)([^\"')]+)")


class Named(HTMLParser):
    """Addresses a browser fetches by itself."""

    def __init__(self):
        super().__init__()
        self.found, self.scripts = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "manifest"):
            self.found.append(given["href"])
        elif tag == "script" and given.get("src"):
            self.scripts.append(given["src"])
        elif tag == "img" and given.get("src") and given.get("loading") != "lazy":
            self.found.append(given["src"])


def rows(bench):
    with serving("pangkalpinang_pmi.wsgi:application", environment(bench.small)) as port:
        for path in PUBLIC_PAGES:
            yield from _public(port, path)
        with using(bench.small):
            cookies = {account: _cookie(account) for account in ("disnaker", "ketua.rt")}
            (draft,) = begin(User.objects.get(username="ketua.rt"), residents(1)).values()
        for account, path, limit in STAFF_PAGES:
            yield _staff(port, path, draft, limit, cookies[account])


def _cookie(account):
    return f"{settings.SESSION_COOKIE_NAME}={sign_in(account).cookies[settings.SESSION_COOKIE_NAME].value}"


def _public(port, path):
    loaded = load(port, path)
    if loaded is None:
        yield row.missing(f"first load of {path}", f"≤ {PUBLIC} KB")
        return
    sizes, scripts = loaded
    yield row.at_most(f"first load of {path}", PUBLIC, sum(sizes.values()) / KB, "KB")
    yield row.at_most(f"requests of {path}", REQUESTS, len(sizes), "requests")
    yield row.at_most(f"scripts of {path}", SCRIPT, sum(sizes[script] for script in scripts) / KB, "KB")


def _staff(port, path, draft, limit, cookie):
    loaded = load(port, path.format(draft=draft), Cookie=cookie)
    if loaded is None:
        return row.missing(f"first load of {path}", f"≤ {limit} KB")
    return row.at_most(f"first load of {path}", limit, sum(loaded[0].values()) / KB, "KB")


def load(port, path, **headers):
    """Bytes by address and the scripts among them; None where there is no such page."""
    status, answered, body = fetch(port, path, **headers)
    if status == 404:
        return None
    if status != 200:
        raise AssertionError(f"{path} answered {status}")
    named = Named()
    named.feed(_unpacked(answered, body).decode())
    sizes, waiting = {path: len(body)}, [*named.found, *named.scripts]
    while waiting:
        address = waiting.pop()
        if address in sizes or not address.startswith("/"):
            continue
        _, answered, body = fetch(port, address)
        sizes[address] = len(body)
        if address.endswith(".css"):
            waiting += [_beside(address, found.decode()) for found in CSS_URL.findall(_unpacked(answered, body))]
    return sizes, set(named.scripts)


def _unpacked(answered, body):
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(answered.get("Content-Encoding"), bytes)
    return unpack(body)


def _beside(sheet, address):
    """An address in a style sheet is meant from where the sheet stands."""
    if address.startswith("/"):
        return address
    parts = [*sheet.split("/")[:-1], *address.split("/")]
    while ".." in parts:
        at = parts.index("..")
        del parts[at - 1 : at + 1]
    return "/".join(parts)
