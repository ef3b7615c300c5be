from datetime import UTC, datetime, timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import log_refusal
from accounts.acting import acting_as, assignments_of

CHOSEN = "assignment"
OPEN_PATHS = ("/akun/", "/masuk/", "/keluar/", "/static/", "/darurat/")
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


class ChooseOffice:
    """Whoever holds several offices says first in which one he acts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        undecided = len(request.assignments) > 1 and request.actor is None
        if undecided and not request.path.startswith(OPEN_PATHS):
            return redirect("choose_office")
        return self.get_response(request)


class SecondFactor:
    """Offices that see beyond a neighbourhood need a second factor (settled: Accounts); demo accounts do not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        needed = request.actor and request.actor.needs_second_factor and not settings.DEMO
        if needed and not request.path.startswith(OPEN_PATHS) and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


class SessionLimits:
    """End sessions that were left open: by idle time and by age, shorter for those who see more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.actor:
            idle, absolute = SESSION_LIMITS[request.actor.needs_second_factor]
            now = timezone.now()
            started, seen = self.times(request.session, now)
            if now - seen > idle or now - started > absolute:
                logout(request)
                return redirect(settings.LOGIN_URL)
            if now - seen > TOUCH_EVERY:
                request.session["seen_at"] = now.timestamp()
        return self.get_response(request)

    def times(self, session, now):
        for name in ("started_at", "seen_at"):
            session.setdefault(name, now.timestamp())
        return [datetime.fromtimestamp(session[name], tz=UTC) for name in ("started_at", "seen_at")]


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
