"""Makes the public pages of an edition before somebody asks for them, and leaves a spare copy of each (decision 23).

So a page that nobody has read yet stands, too, when the database goes away. A worker does it once for an edition and a
day; the web processes find the copies beside the emergency page.
"""

import sys
from io import BytesIO
from time import monotonic
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from education import edition, findable
from education.models import ArticlePage
from lib.clock import today
from pangkalpinang_pmi import kept_pages, page_store

BESIDE = ("/cari/", "/sitemap.xml", "/robots.txt", "/edukasi.atom", "/sw.js", "/tanpa-sinyal/")
SECONDS = 40  # less than the tick; what is left waits for the next one


def warm(seconds=SECONDS) -> int:
    """Make what is missing of today's edition; returns how many. Stops when editors change something."""
    stamp = edition.current(), today()
    if settings.DEBUG or stamp[0] is None or page_store.is_whole(*stamp):
        return 0
    handler, until, made, is_whole = WSGIHandler(), monotonic() + seconds, 0, True
    for path in paths():
        if edition.current() != stamp[0] or monotonic() > until:
            return made
        request = request_for(path)
        if not page_store.has(kept_pages.key_of(request), *stamp):
            is_whole &= handler.get_response(request).status_code < 500  # the database may go meanwhile
            made += 1
    if is_whole:
        page_store.note_whole(*stamp)
    return made


def paths() -> list[str]:
    """What a reader may open without a form, the most general first; also what stands in no list."""
    listed = [urlsplit(entry.address).path for entry in findable.entries()]
    discreet = [page.url for page in ArticlePage.objects.live().filter(is_discreet=True).order_by("path")]
    return list(dict.fromkeys([*discreet, *listed, *BESIDE]))[: page_store.MOST]


def request_for(path) -> WSGIRequest:
    """As a reader's browser would ask for it, at the address by which the city names the portal."""
    site = urlsplit(settings.SITE_URL)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        }
    )
