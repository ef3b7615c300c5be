import os

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from lib.kept_page import KeptPage

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
EMERGENCY_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "public, no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
        "worker-src 'self'; connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'"
    ),
}
PERMISSIONS_POLICY = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"


class AlwaysThere:
    """Liveness and the emergency page, before session, database and cache: they answer when all of those are down."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.emergency = None

    def __call__(self, request):
        if request.path == "/sehat/":
            return with_headers(HttpResponse("ok", content_type="text/plain; charset=utf-8"))
        is_preview = getattr(request, "is_dummy", False)  # Wagtail's inner request: an editor sees the draft
        if request.path == "/darurat/" and request.method in ("GET", "HEAD") and not is_preview:
            return self.emergency_page(request) or self.get_response(request)
        return self.get_response(request)

    def emergency_page(self, request):
        """The file written whenever the page or one of its numbers is saved; None before the first time."""
        file = settings.EMERGENCY_PAGE_FILE
        try:
            facts = os.stat(file)
            stamp = file, facts.st_mtime_ns, facts.st_ino, facts.st_size
            if self.emergency is None or self.emergency.stamp != stamp:
                self.emergency = KeptPage(file.read_bytes(), EMERGENCY_HEADERS, stamp)
        except OSError:
            return None
        return with_headers(self.emergency.answer(request))


def with_headers(response):
    """What Django's own middleware would have added to an answer that is given before it."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings.SECURE_HSTS_SECONDS:
        response.headers["Strict-Transport-Security"] = (
            f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
        )
    return response


def static_headers(headers, path, url):
    """For WhiteNoise, which answers before the middleware below: styles and pictures are nobody else's page either."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


class NotAllowedPage:
    """Whoever reloads the answer to a form opens the address of a deed: a page of ours instead of the browser's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.content and request.accepts("text/html"):
            response.content = render_to_string("405.html", request=request)
        return response


class PrivacyHeaders:
    """Personal pages are kept by nobody: no browser, no proxy, no back button after sign-out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if user is not None and (user.is_authenticated or "Cache-Control" not in response.headers):
            response.headers["Cache-Control"] = "no-store, private"
            patch_vary_headers(response, ["Cookie"])
            response.headers.pop("ETag", None)
        return response
