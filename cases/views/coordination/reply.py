"""The door of an agency without an account. What does not open looks the same, whatever the reason."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.acting import LINK, agency_actor
from accounts.adapter import AccountAdapter
from cases.forms.coordination.reply import ReplyForm
from cases.rules import uploads
from cases.rules.coordination import agency_persons, reply_link
from lib import rate_limit

GONE, PER_MINUTE = 410, 30


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, token):
    knocks_too_often = rate_limit.is_over("reply", AccountAdapter().get_client_ip(request), PER_MINUTE)
    answer = render(request, "429.html", status=429) if knocks_too_often else _answer(request, token)
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _answer(request, token):
    link = reply_link.find(token)
    if link is None:
        return _closed_door(request, token)
    asked = reply_link.asked_by(link, agency_actor(link.agency, LINK))
    form = ReplyForm(asked, request.POST or None, request.FILES or None)
    if request.method == "GET":
        reply_link.note_opening(link, timezone.now())
    if form.is_valid() and _accept(link, form):
        return render(request, "cases/coordination/reply_done.html")
    context = {"asked": asked, "form": form, "link": link, "is_cut": len(form.persons) == agency_persons.MOST}
    return render(request, "cases/coordination/reply_form.html", context, status=uploads.status_for(form))


def _closed_door(request, token):
    """Whoever sends the same answer twice, on a bad line, reads once more that it arrived."""
    form = ReplyForm([], request.POST or None)
    form.is_valid()
    key = form.cleaned_data.get("client_uuid") if form.is_bound else None
    if key and reply_link.answered_before(token, key):
        return render(request, "cases/coordination/reply_done.html")
    return render(request, "cases/coordination/reply_closed.html", status=GONE)


def _accept(link, form):
    try:
        reply_link.answer(link, now=timezone.now(), **form.said())
    except PermissionDenied:
        form.add_error("target", "Langkah ini tidak terbuka untuk instansi Anda.")
    except ValidationError as error:
        form.say(error)
    return not form.has_errors
