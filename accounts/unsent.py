"""What was typed into a form whose session had run out: kept, sealed, over the sign-in and given back to its page.

It lies in the session that begins at the door, so it goes with signing out; only the page it was typed on reads it, and
only for who typed it, where the session or the form still said who that was. A form of one address for everybody has to
(`kept_for_who_typed`); where the page belongs to one office, the office may read on.
"""

import json
from datetime import timedelta

from django.core import signing
from django.utils import timezone

from accounts.adapter import AccountAdapter
from lib import rate_limit
from lib.encryption import DecryptError, decrypt, encrypt

KEPT = "unsent"
PLACE = "session.unsent"
TYPED_BY = "typed_by"
KEPT_FOR = timedelta(hours=24)
MOST = 50_000  # characters of one page; a form of ours is far below it
PER_MINUTE = 20  # of one address: nobody fills our tables from outside


def kept_over_sign_in(view):
    """Mark a view whose form shall survive the end of a session; put it outermost."""
    view.is_kept_over_sign_in = True
    return view


def kept_for_who_typed(view):
    """The same for a page that everybody finds at one address: its form says who typed (`{% typed_by %}`)."""
    view.says_who_typed = True
    return kept_over_sign_in(view)


def mark_of(user):
    """What a form carries to say who has it open."""
    return signing.dumps(user.pk, salt=PLACE)


def _typed_by(request):
    try:
        return getattr(request, "left_user", None) or signing.loads(request.POST.get(TYPED_BY, ""), salt=PLACE)
    except signing.BadSignature:
        return None


def keep(request, view):
    """Keep what was sent to a view that is marked. True where it is kept."""
    if request.method != "POST" or not getattr(view, "is_kept_over_sign_in", False):
        return False
    by = _typed_by(request)
    if by is None and getattr(view, "says_who_typed", False):
        return False
    typed = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", TYPED_BY)}
    kept = {"path": request.path, "typed": typed, "at": timezone.now().timestamp()}
    text = json.dumps(kept | {"by": by})
    if len(text) > MOST or rate_limit.is_over(KEPT, AccountAdapter().get_client_ip(request), PER_MINUTE):
        return False
    request.session[KEPT] = encrypt(text, PLACE)
    request.session.set_expiry(KEPT_FOR)  # whoever signs in gets the time of his office (SessionLimits)
    return True


def read(request):
    """Field names with lists of text, as they were sent to this very page; {} where nothing waits for it."""
    kept = _opened(request.session.get(KEPT))
    if not kept or kept["path"] != request.path or kept.get("by") not in (None, request.user.pk):
        return {}
    return kept["typed"] if timezone.now().timestamp() - kept["at"] < KEPT_FOR.total_seconds() else {}


def forget(request):
    """It has arrived."""
    request.session.pop(KEPT, None)


def _opened(token):
    try:
        return json.loads(decrypt(token, PLACE)) if token else None
    except DecryptError:  # the key it was sealed with is gone
        return None
