"""`/kasus/laporan/<id>/balas/`: writing to a reporter, on a page of its own, in two steps."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import log_view
from cases.forms.families.report_reply import ReplyForm
from cases.rules.families import family_news, report_follow, report_reply
from cases.views.families.report_desk import report_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.triage_report", raise_exception=True)
def reply_to_reporter(request, pk):
    """Write, see the reporter's page as it will be, send. `koreksi` names the message that this one puts right."""
    found = report_or_404(request, pk)
    thread = report_follow.thread(found)
    corrects = _corrected(request, thread)
    in_case = found.case_id is not None
    form = ReplyForm(request.POST or None, text=corrects.text if corrects else "", in_case=in_case)
    refused = None
    if form.is_valid() and "kirim" in request.POST:
        refused = _send(request, found, form, corrects)
        if refused is None:
            messages.success(request, "Pesan terkirim. Pelapor membacanya dengan kodenya.")
            return redirect(f"{found.get_absolute_url()}#pesan")
        thread = report_follow.thread(found)
    log_view(request.actor, found)
    if refused and refused.code != report_reply.CHANGED:  # under this key another message went out
        form = ReplyForm(text=form.cleaned_data["text"], in_case=in_case)
    context = {"report": found, "form": form, "corrects": corrects, "refused": refused and refused.message}
    return render(request, "cases/families/report_reply.html", context | _shown(request, found, thread, form, corrects))


def _send(request, found, form, corrects):
    values = form.cleaned_data
    said = {"key": values["client_uuid"], "text": values["text"], "corrects": corrects}
    said |= {"is_news": values.get("is_news", False)}
    try:
        report_reply.send(found, seen=request.POST.get("seen", ""), by=request.actor, now=timezone.now(), **said)
    except ValidationError as error:
        return error


def _shown(request, found, thread, form, corrects):
    """The reporter's page as it will be, or, while the words are still written, as it is."""
    if form.is_valid() and "ubah" not in request.POST:
        words = {"text": form.cleaned_data["text"], "corrects": corrects}
        preview = report_reply.preview(found, thread, by=request.actor, now=timezone.now(), **words)
        return {"preview": preview, "news": preview.news, "thread": preview.thread}
    return {"news": family_news.news_of(found, timezone.now()), "thread": thread}


def _corrected(request, thread):
    asked = request.GET.get("koreksi")
    message = report_reply.own_message(thread, asked) if asked else None
    if asked and message is None:
        raise Http404
    return message
