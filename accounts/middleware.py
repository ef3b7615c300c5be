from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts import unsent
from accounts.access import log_refusal
from accounts.acting import acting_as, assignments_of

CHOSEN = "assignment"
# What somebody needs who has not chosen an office or set up the second factor yet.
DOORS = ("/akun/", "/masuk/", "/keluar/")
# (idle, absolute): officials see much, so their sessions are short; an RT head fills in forms between two chores.
SESSION_LIMITS = {
    True: (timedelta(minutes=30), timedelta(hours=8)),
    False: (timedelta(hours=12), timedelta(days=7)),
}
TOUCH_EVERY = timedelta(minutes=1)


class ActorMiddleware:
    """Set `request.actor`, the assignment this person acts in; None for the public and for who holds no office."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.assignments, request.actor = [], None
        if request.user.is_authenticated:
            request.assignments = assignments_of(request.user)
            request.actor = choose(request.assignments, request.session.get(CHOSEN))
        if request.actor:
            request.actor.user = request.user
        with acting_as(request.actor):
            return self.get_response(request)


def choose(assignments, chosen_pk):
    """The one chosen in this session; without a choice only a single office speaks for itself."""
    if len(assignments) == 1:
        return assignments[0]
    return next((assignment for assignment in assignments if assignment.pk == chosen_pk), None)


class SessionLimits:
    """End sessions that were left open: by idle time and by age, shorter for those who see more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and not self.is_fresh(request, timezone.now()):
            left = request.user.pk
            logout(request)
            request.left_user, request.assignments, request.actor = left, [], None
            with acting_as(None):
                return self.get_response(request)
        return self.get_response(request)

    def is_fresh(self, request, now):
        """Who holds no office or has not chosen one yet is limited like an official."""
        session, is_official = request.session, request.actor is None or request.actor.needs_second_factor
        idle, absolute = SESSION_LIMITS[is_official]
        for name in ("started_at", "seen_at"):
            session.setdefault(name, now.timestamp())
        started, seen = (datetime.fromtimestamp(session[name], tz=UTC) for name in ("started_at", "seen_at"))
        if now - seen > TOUCH_EVERY:
            session["seen_at"] = now.timestamp()
        # The cookie of an official goes with the browser, which may stand in a shared office.
        if session.get_expire_at_browser_close() != is_official:
            session.set_expiry(0 if is_official else None)
        return now - seen <= idle and now - started <= absolute


class SignInRequired(LoginRequiredMiddleware):
    """Django's closed door; a part of a page asked for by htmx reloads the page instead of showing the door in it."""

    def handle_no_permission(self, request, view_func):
        kept = unsent.keep(request, view_func)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        if kept:
            return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.path, 'tersimpan': 1})}")
        page = page_before(request) if request.method == "POST" else ""
        if page:  # what was typed there did not arrive: the door says so, and leads back
            return redirect(f"{reverse('sign_in')}?{urlencode({'next': page, 'terputus': 1})}")
        return super().handle_no_permission(request, view_func)


def page_before(request):
    """The page of ours that held the form; the address of a deed itself cannot be opened."""
    referer = request.headers.get("Referer", "")
    return urlsplit(referer).path if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else ""


def is_open(request, view):
    """Public pages stay public for whoever is signed in, too."""
    return not getattr(view, "login_required", True) or request.path.startswith(DOORS)


class ChooseOffice:
    """Whoever holds several offices says first in which one he acts; whoever holds none is told whom to ask."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.actor is None and request.user.is_authenticated and not is_open(request, view):
            return redirect_through("choose_office", request)
        return None


class SecondFactor:
    """Offices that see beyond a neighbourhood need a second factor (settled: Accounts); demo accounts do not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        needed = request.actor and request.actor.needs_second_factor and not settings.DEMO
        if needed and not is_open(request, view) and not request.actor.has_second_factor:
            return redirect_through("mfa_activate_totp", request)
        return None


def redirect_through(url_name, request):
    """To a page that leads back to where the person wanted to go."""
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(f"{reverse(url_name)}{back}")


class RefusalLog:
    """Note every closed door, after the refused transaction has been rolled back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if request.user.is_authenticated and match and is_refusal(response.status_code, match):
            log_refusal(request.actor, match, response.status_code)
        return response


def is_refusal(status, match):
    """A closed door, or a record that does not exist for this person; a mistyped address is neither."""
    return status == 403 or (status == 404 and bool(match.kwargs))
