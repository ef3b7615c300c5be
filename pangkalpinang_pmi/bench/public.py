"""Anonymous pages under load: beside a bare Django view that answers as many bytes on the same server, and unkept."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

from education import edition
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import environment
from pangkalpinang_pmi.bench.server import fetch, serving

AGAINST_BARE, AGAINST_UNKEPT, CALLERS, TURNS = 0.5, 8, 4, 5
PAGES = ("/", "/edukasi/", "/edukasi/berangkat/daftar-periksa/", "/darurat/")
FILE = "/darurat/"  # never rendered in a request
UNKEPT = "?tanpa=simpanan"  # a question that no page knows is answered anew: the same page, rendered
REQUEST = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"


def rows(bench):
    edition.reopen()
    with serving("pangkalpinang_pmi.wsgi:application", environment(bench.small)) as port:
        for path in PAGES:
            status, _, body = fetch(port, path, **{"Accept-Encoding": "gzip"})
            if status == 200:
                yield from _judge(port, path, len(body), bench)
            else:
                yield row.missing(f"requests/s of {path} against a bare view", f"≥ {AGAINST_BARE} ×")


def _judge(port, path, size, bench):
    env = environment(bench.small) | {"BENCH_BYTES": str(size)}
    with serving("pangkalpinang_pmi.bench.bare:application", env) as bare:
        ours, theirs = side_by_side((port, path), (bare, path), seconds=bench.seconds)
    what = f"{path}: {ours:,.0f} requests/s against {theirs:,.0f} of a bare view"
    yield row.at_least(what, AGAINST_BARE, ours / theirs, "×")
    if path != FILE:
        kept, rendered = side_by_side((port, path), (port, path + UNKEPT), seconds=bench.seconds)
        what = f"{path}: {kept:,.0f} requests/s against {rendered:,.0f} rendered for each reader"
        yield row.at_least(what, AGAINST_UNKEPT, kept / rendered, "×")


def side_by_side(*doors, seconds):
    """Requests a second at each door, by turns: whatever else the machine does weighs on all of them."""
    rounds = [[rate(*door, seconds / TURNS) for door in doors] for _ in range(TURNS)]
    return [sum(rates) / TURNS for rates in zip(*rounds, strict=True)]


def rate(port, path, seconds):
    """Requests a second that four callers get answered, one after another each."""
    request = REQUEST.format(path).encode()
    deadline = time.monotonic() + seconds
    with ThreadPoolExecutor(CALLERS) as callers:
        done = sum(callers.map(lambda _: _call(port, request, deadline), range(CALLERS)))
    return done / seconds


def _call(port, request, deadline):
    done = 0
    while time.monotonic() < deadline:
        with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as answer:
            while time.monotonic() < deadline and _ask(line, answer, request):
                done += 1
    return done


def _ask(line, answer, request):
    """True once a whole answer of a known length came; False when the server has closed the line."""
    try:
        line.sendall(request)
        answer.readline()
    except OSError:
        return False
    length = None
    while (header := answer.readline()) not in (b"\r\n", b""):
        name, _, value = header.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return length is not None and len(answer.read(length)) == length
