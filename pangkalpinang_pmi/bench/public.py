"""Anonymous pages under load, beside a bare Django view that answers as many bytes on the same server."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import environment
from pangkalpinang_pmi.bench.server import fetch, serving

AGAINST_BARE, CALLERS = 0.5, 4
PAGES = ("/", "/edukasi/", "/darurat/")
REQUEST = "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"


def rows(bench):
    with serving("pangkalpinang_pmi.wsgi:application", environment(bench.small)) as port:
        found = {path: fetch(port, path, **{"Accept-Encoding": "gzip"}) for path in PAGES}
        rates = {path: rate(port, path, bench.seconds) for path in PAGES if found[path][0] == 200}
    for path in PAGES:
        if path not in rates:
            yield row.missing(f"requests/s of {path} against a bare view", f"≥ {AGAINST_BARE} ×")
            continue
        size = {"BENCH_BYTES": str(len(found[path][2]))}
        with serving("pangkalpinang_pmi.bench.bare:application", environment(bench.small) | size) as port:
            bare = rate(port, path, bench.seconds)
        what = f"{path}: {rates[path]:,.0f} requests/s against {bare:,.0f} of a bare view"
        yield row.at_least(what, AGAINST_BARE, rates[path] / bare, "×")


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
    """True once a whole answer came; False when the server has closed the line."""
    try:
        line.sendall(request)
        first = answer.readline()
    except OSError:
        return False
    length = 0
    while (header := answer.readline()) not in (b"\r\n", b""):
        name, _, value = header.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return bool(first) and len(answer.read(length)) == length
