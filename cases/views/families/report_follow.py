"""`/lapor/lacak/`: what has become of a report, for who knows its four words."""

import uuid

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from cases.forms.families.report import CodeForm, MessageForm
from cases.rules import uploads
from cases.rules.families import family_news, report_follow
from cases.views.families.report import keep, kept, public, too_many
from lib import receipt

FOLLOWED, SECONDS = "lacak", 30 * 60
WRONG = "Kode ini tidak kami kenal. Periksa lagi keempat katanya, lalu coba lagi."


@public("POST", form=CodeForm)
@sensitive_variables()
def follow(request):
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if not (
            ratelimit.consume(request, action="follow") and ratelimit.consume(request, action="follow_all", key="all")
        ):
            return too_many(request)
        report = form.is_valid() and find(form)
        if report:
            request.session.pop(FOLLOWED, None)
            keep(request, FOLLOWED, key=str(report.pk), code=report.receipt_hash)
            return redirect("cases:follow_news")
    return render(request, "cases/public/report_follow.html", {"form": form})


def find(form, subject_of=report_follow.find):
    """What the typed words stand for; else one sentence, whatever was wrong, but for words that we never give."""
    code, unknown = receipt.read(form.cleaned_data["code"])
    found = subject_of(code)
    if found is None and unknown:
        word = unknown[0][:20]
        form.add_error("code", f"Kata “{word}” tidak ada dalam kode kami. Periksa ejaannya.")
    elif found is None:
        form.add_error("code", WRONG)
    return found


@public("POST", form=MessageForm)
def follow_news(request):
    """The state in plain sentences, and the reporter's own thread."""
    report = followed(request)
    if report is None:
        return redirect("cases:follow")
    is_sent = request.method == "POST"
    if is_sent and not ratelimit.consume(request, action="report_message", key=str(report.pk)):
        return too_many(request)  # before a picture is opened
    form = MessageForm(*((request.POST, request.FILES) if is_sent else ()), initial={"client_uuid": uuid.uuid4()})
    if is_sent and form.is_valid() and write(report, form):
        keep(request, FOLLOWED)
        return redirect("cases:follow_news")
    context = {
        "form": form,
        "news": family_news.news_of(report, timezone.now()),
        "thread": report_follow.thread(report),
        "received_at": report.received_at,
    }
    return render(request, "cases/public/report_follow_news.html", context, status=uploads.status_for(form))


def followed(request):
    """A code that was replaced meanwhile opens nothing any more, in no browser."""
    seen = kept(request, FOLLOWED, SECONDS)
    return report_follow.opened(seen["key"], seen["code"]) if seen else None


def write(report, form):
    try:
        return report_follow.write(report, key=form.cleaned_data["client_uuid"], **form.said())
    except ValidationError as error:
        form.add_error(None, error)
        return None
