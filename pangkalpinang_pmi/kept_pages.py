"""Public pages, made once for all readers of an edition and a day (decision 23)."""

from django.conf import settings
from django.core.exceptions import DisallowedHost

from education import edition
from lib.clock import today
from lib.kept_page import KeptPage
from pangkalpinang_pmi import page_store

MOST, LARGEST = 500, 500_000
KINDS = ("text/html", "text/plain", "text/javascript", "application/xml", "application/atom+xml")
# What chats and search engines append to an address; no page of ours reads it.
TRACKING = {"fbclid", "gclid", "igshid", "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"}

# Whoever has a session is passed on anyway, and the forms of packing are ours.
OVERLOOKED = {"cookie", "accept-encoding"}


class KeptPages:
    """Answers from memory what a view declared public and whoever asks without a session may have.

    Redis is not asked, and the database only where neither we nor another process made the page (`page_store`).
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = {}

    def __call__(self, request):
        key, stamp = key_of(request), (edition.current(), today())
        if key is None or stamp[0] is None:
            return self.get_response(request)
        if is_apart(request):
            response = self.get_response(request)
            kept = self.kept(key, stamp) if response.status_code >= 500 else None
            return kept.answer(request) if kept and kept.stamp[0] == stamp[0] else response
        kept = self.kept(key, stamp)
        if kept and kept.stamp == stamp:
            return self.remember(key, kept).answer(request)
        response = self.get_response(request)
        if response.status_code >= 500:  # yesterday's, of the same edition: better than none
            return kept.answer(request) if kept and kept.stamp[0] == stamp[0] else response
        return self.keep(key, stamp, response).answer(request) if may_be_kept(request, response) else response

    def kept(self, key, stamp):
        """What we have of it: of now, else of another day or edition."""
        kept = self.pages.get(key)
        return kept if kept and kept.stamp == stamp else page_store.get(key, *stamp) or kept

    def keep(self, key, stamp, response):
        page_store.put(key, stamp, response)
        return self.remember(key, KeptPage(response.content, response.headers, stamp))

    def remember(self, key, page):
        if len(self.pages) >= MOST and key not in self.pages:
            self.pages.clear()
        self.pages[key] = page
        return page


def key_of(request):
    """What names a public page; None where nobody keeps the answer."""
    if request.method not in ("GET", "HEAD"):
        return None
    asked = request.META.get("QUERY_STRING")
    if asked and {part.partition("=")[0] for part in asked.split("&")} - TRACKING:
        return None
    try:
        return request.scheme, request.get_host(), request.path
    except DisallowedHost:
        return None  # refused further in, with all headers


def is_apart(request):
    """The answer may be somebody's own. Where it fails, the page that everybody reads is better than none."""
    return (
        settings.DEBUG  # who changes a template wants to see it
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or "HTTP_AUTHORIZATION" in request.META
        or "HTTP_HX_REQUEST" in request.META
    )


def may_be_kept(request, response):
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and {name.strip().lower() for name in response.headers.get("Vary", "cookie").split(",")} <= OVERLOOKED
        and is_for_everybody(response)
        and response.headers.get("Content-Type", "").startswith(KINDS)
        and not response.has_header("Content-Encoding")
        and len(response.content) <= LARGEST
    )


def is_for_everybody(response):
    """Its view says so; a page for watched phones, which no browser may keep, says it to us alone."""
    return "public" in response.headers.get("Cache-Control", "") or getattr(response, "is_for_everybody", False)
