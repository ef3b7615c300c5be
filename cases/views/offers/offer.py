"""`/cek-tawaran/`: is this job offer safe? Read and forgotten, unless somebody asks Disnaker about it."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.db import Error as NoDatabase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables

from cases.forms.families.report import CodeForm
from cases.forms.offers.offer import AskForm, OfferForm
from cases.forms.register.copied_digits import CopiedDigitsForm
from cases.rules import uploads
from cases.rules.offers import offer_context, offer_question, red_flag
from cases.values.identity import first_phone
from cases.views.families.outage import MOST_NUMBERS
from cases.views.families.report import TRAP, keep, kept, public, too_many
from cases.views.families.report_follow import find
from education import spare_numbers
from lib import receipt

ASKED = "tawaran"
# How the score is told: the same bounds by which red_flag.level() decides.
SCALE = {
    "red_from": red_flag.RED_FROM,
    "amber_from": red_flag.AMBER_FROM,
    "amber_to": red_flag.RED_FROM - 1,
    "most_trust": -red_flag.MOST_TRUST,
    "soft_up_to": red_flag.SOFT_UP_TO,
}


@public("POST", is_findable=True)
@sensitive_variables()
def offer_check(request):
    """What is pasted is posted, read and forgotten; it goes along in the form by which Disnaker may be asked."""
    form = OfferForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "trap": TRAP, "promise": offer_question.PROMISE}
    if request.method == "POST":
        if not ratelimit.consume(request, action="offer_check"):
            return too_many(request)
        if form.is_valid():
            told = form.told()
            reading = red_flag.read(form.offer(), red_flag.in_force(), offer_context.in_force())
            context |= {"reading": reading, "scale": SCALE}
            context["ask_form"] = AskForm(carried=told | {"recruiter_phone": first_phone(told["text"])})
    return render(request, "cases/public/offer_check.html", context)


@sensitive_variables()
def check_without_database(request):
    """A family asks at night: the signs need no database. Only the question to Disnaker has to wait."""
    form = OfferForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "is_apart": True, "numbers": spare_numbers.read()[:MOST_NUMBERS]}
    if request.method == "POST" and is_too_fast(request):
        return too_many(request)
    if form.is_valid():
        reading = red_flag.read(form.offer(), red_flag.last_in_force(), offer_context.last_in_force())
        context |= {"reading": reading, "scale": SCALE}
    response = render(request, "cases/public/offer_check.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def is_too_fast(request):
    """Redis may be away as well; then nobody counts."""
    try:
        return not ratelimit.consume(request, action="offer_check")
    except NoDatabase:
        return False


offer_check.without_database = check_without_database


@public("POST", form=AskForm)
@sensitive_variables()
def offer_ask(request):
    """Many questions from one address are let in and marked; past the limit three digits have to be copied, before any
    picture is opened.
    """
    copied = None
    if request.method == "POST" and not ratelimit.consume(request, action="offer_flood"):
        copied = CopiedDigitsForm(request.POST)
        if not copied.is_valid():
            return _copy_first(request, copied)
    form = AskForm(request.POST, request.FILES) if request.method == "POST" else AskForm()
    if form.is_valid() and (question := save(request, form)):
        seed = str(form.cleaned_data["seed"])
        request.session.pop(ASKED, None)
        kept_code = receipt.stretch(receipt.code_of(question.pk, seed))
        keep(request, ASKED, key=str(question.pk), seed=seed, code=kept_code)
        return redirect("cases:offer_code")
    context = {"form": form, "copied": copied, "trap": TRAP, "promise": offer_question.PROMISE}
    return render(request, "cases/public/offer_ask.html", context, status=uploads.status_for(form))


def _copy_first(request, copied):
    """The page as it was typed, and the digits; a browser does not send a picture back."""
    context = {"form": AskForm(request.POST), "copied": copied, "trap": TRAP, "promise": offer_question.PROMISE}
    context["lost_picture"] = bool(request.FILES)
    return render(request, "cases/public/offer_ask.html", context, status=429)


def save(request, form):
    is_suspect = not ratelimit.consume(request, action="offer") or bool(request.POST.get(TRAP))
    keys = {name: form.cleaned_data[name] for name in ("client_uuid", "seed")}
    picture, flags = form.cleaned_data["file"], red_flag.in_force()
    try:
        return offer_question.ask(**keys, flags=flags, screenshot=picture, is_suspect=is_suspect, **form.asked())
    except ValidationError as error:
        form.add_error(None, error)
        return None


@public("POST")
@sensitive_variables()
def offer_code(request):
    """The code, until the asker says that he has written it down; the database cannot say it again."""
    asked = kept(request, ASKED)
    if not asked.get("key"):
        return redirect("cases:offer_follow")
    if request.method == "POST":
        keep(request, ASKED, seed=None)
        return redirect("cases:offer_answer")
    if not asked.get("seed"):
        return redirect("cases:offer_answer")
    words = receipt.code_of(asked["key"], asked["seed"]).split()
    return render(request, "cases/public/offer_code.html", {"words": words, "question": opened(request)})


@public("POST", form=CodeForm)
@sensitive_variables()
def offer_follow(request):
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        limits = [("follow", {}), ("follow_all", {"key": "all"})]
        if not all(ratelimit.consume(request, action=action, **key) for action, key in limits):
            return too_many(request)
        question = form.is_valid() and find(form, offer_question.find)
        if question:
            request.session.pop(ASKED, None)
            keep(request, ASKED, key=str(question.pk), code=question.receipt_hash)
            return redirect("cases:offer_answer")
    return render(request, "cases/public/offer_follow.html", {"form": form})


@public()
def offer_answer(request):
    question = opened(request)
    if question is None:
        return redirect("cases:offer_follow")
    return render(request, "cases/public/offer_answer.html", {"question": question})


def opened(request):
    asked = kept(request, ASKED)
    return offer_question.opened(asked["key"], asked["code"]) if asked else None
