"""`/lapor/`: a family reports without an account. Which report is whose stands in the session, never in an address."""

import uuid
from functools import partial, wraps

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.session import forget_visitors
from cases.forms.families.report import FURTHER, PHOTO, DangerForm, FirstForm
from cases.forms.register.copied_digits import CopiedDigitsForm
from cases.rules import uploads
from cases.rules.families import report_follow, report_intake
from cases.values.choices import Answer
from cases.views.families.outage import form_cannot_be_kept
from education import quick_exit
from education.models import contacts_by_country
from lib import receipt

KEPT, SECONDS = "lapor", 2 * 3600  # a phone is shared: an unfinished report is not open for ever
TRAP = "alamat_situs"  # nobody sees this box; who fills it in is a machine, or a browser that guesses
ORDER = list(FURTHER)


def public(*methods, is_findable=False, form=None):
    """A page for everybody: kept by nobody, and what is typed there stands in no error report.

    `form` is what a POST fills in, given back where the database fails.
    """

    def decorate(view):
        @login_not_required
        @sensitive_post_parameters()
        @require_http_methods(["GET", "HEAD", *methods])
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store, private"
            if not is_findable:
                response.headers["X-Robots-Tag"] = "noindex"
            return response

        wrapped.without_database = partial(form_cannot_be_kept, form_class=form)
        return wrapped

    return decorate


def kept(request, name=KEPT, seconds=SECONDS):
    """What this browser has begun, unless it was left lying about."""
    begun = request.session.get(name) or {}
    return begun if begun.get("at", 0) > timezone.now().timestamp() - seconds else {}


def keep(request, name=KEPT, **changes):
    begun = kept(request, name) | changes | {"at": timezone.now().timestamp()}
    request.session[name] = {key: value for key, value in begun.items() if value is not None}
    if not request.user.is_authenticated:
        request.session.set_expiry(0)  # gone with the browser


@public("POST", is_findable=True, form=DangerForm)
def report_start(request):
    """Danger first. A report begun earlier in this browser waits beside the question."""
    form = DangerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key, seed = str(uuid.uuid4()), str(uuid.uuid4())
        request.session.pop(KEPT, None)
        keep(request, key=key, seed=seed, danger=form.cleaned_data["danger"])
        return redirect("cases:report_first")
    return render(request, "cases/public/report_start.html", {"form": form, "is_saved": "saved" in kept(request)})


@public("POST", form=FirstForm)
def report_first(request):
    begun = kept(request)
    if "saved" in begun and request.method != "POST":
        return redirect("cases:report_code")
    danger = begun.get("danger", Answer.TIDAK_TAHU)
    form = FirstForm(request.POST or None)
    copied = None
    if request.method == "POST" and form.is_valid():
        # Behind one address may sit a whole town: past the limit nobody is turned away, only asked one thing more.
        if not ratelimit.consume(request, action="report_flood"):
            copied = CopiedDigitsForm(request.POST)
        if copied is None or copied.is_valid():
            return save_first(request, begun, danger, form.cleaned_data)
    calls = contacts_by_country()[:1] if danger == Answer.YA else []
    context = {"form": form, "copied": copied, "calls": calls, "is_in_danger": danger == Answer.YA, "trap": TRAP}
    return render(request, "cases/public/report_first.html", context, status=429 if copied else 200)


@sensitive_variables()
def save_first(request, begun, danger, answers):
    """Kept from here on. Many reports from one address are let in all the same, and looked at twice."""
    key, seed = begun.get("key") or str(uuid.uuid4()), begun.get("seed") or str(uuid.uuid4())
    is_flood = not ratelimit.consume(request, action="report")
    is_suspect = is_flood or bool(request.POST.get(TRAP))
    report_intake.keep(key=uuid.UUID(key), seed=seed, is_suspect=is_suspect, danger=danger, **answers)
    keep(request, key=key, seed=seed, saved=True)
    return redirect("cases:report_code")


@public("POST")
@sensitive_variables()
def report_code(request):
    """The code, until the reporter says that he has written it down; the database cannot say it again."""
    begun = saved(request)
    if begun is None:
        return by_code()
    if request.method == "POST":
        keep(request, seed=None)
        return redirect("cases:report_page", ORDER[0])
    code = receipt.code_of(begun["key"], begun["seed"]) if begun.get("seed") else ""
    return render(request, "cases/public/report_code.html", {"words": code.split(), "next": ORDER[0]})


def further_form(data, page):
    return FURTHER[page][1](data) if page in FURTHER else None


@public("POST", form=further_form)
def report_page(request, page):
    if page not in FURTHER:
        raise Http404
    begun = saved(request)
    if begun is None:
        return by_code()
    title, form_class = FURTHER[page]
    is_sent, key = request.method == "POST", begun["key"]
    if is_sent and page == PHOTO and not ratelimit.consume(request, action="report_message", key=key):
        return too_many(request)  # before a picture is opened
    form = form_class(*((request.POST, request.FILES) if is_sent else ()))
    if is_sent and form.is_valid() and take_on(uuid.UUID(key), page, form):
        keep(request)
        return redirect(*next_page(page))
    number = ORDER.index(page) + 1
    context = {
        "form": form,
        "title": title,
        "number": number,
        "count": len(ORDER),
        "skip": redirect(*next_page(page)).url,
    }
    return render(request, "cases/public/report_page.html", context, status=uploads.status_for(form))


def take_on(key, page, form):
    """Add what a page says to the report; False, with a sentence at its box, where a photo cannot be kept."""
    if page != PHOTO:
        return report_intake.add(key, **form.cleaned_data)
    try:
        said = form.said()
        return not said or report_follow.write(report_follow.begun(key), key=form.key, **said)
    except ValidationError as error:
        form.add_error(None, error)
        return False


def next_page(page):
    following = ORDER[ORDER.index(page) + 1 :]
    return ("cases:report_page", following[0]) if following else ("cases:report_done",)


@public()
def report_done(request):
    begun = saved(request)
    if begun is None:
        return by_code()
    return render(request, "cases/public/report_done.html", {"has_code": bool(begun.get("seed"))})


def too_many(request):
    return render(request, "cases/public/too_many.html", status=429)


def saved(request):
    """The report that this browser may go on with, or None."""
    begun = kept(request)
    return begun if "saved" in begun else None


def by_code():
    """After the quick exit or two hours the browser knows nothing of a report: its four words lead back to it."""
    return redirect(f"{reverse('cases:follow')}?lanjut=1")


@login_not_required
@require_safe
def leave(request):
    """The quick exit: forgets what this browser holds of a report, and shows another site."""
    forget_visitors(request.session)
    return away(quick_exit.address())


def away(address):
    return HttpResponseRedirect(address, headers={"Cache-Control": "no-store, private"})


def leave_without_database(request):
    """What this browser holds lies where nobody reaches it now: so the browser forgets the key to it."""
    response = away(quick_exit.weather())
    response.delete_cookie(settings.SESSION_COOKIE_NAME)
    return response


leave.without_database = leave_without_database
