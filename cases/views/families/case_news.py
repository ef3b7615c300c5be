"""`/kasus/<number>/kabari/`: the same words to several reporters of a case, each page looked at before it leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import log_view
from cases.forms.families.case_news import CaseNewsForm
from cases.rules.families import case_news
from cases.views.casework.case import case_or_404

SEEN = "seen-"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.triage_report", raise_exception=True)
def tell_reporters(request, number):
    """Choose and write, see each reporter's page as it will be, send. Who is alone has his own page for that."""
    case = case_or_404(request, number)
    reports = case_news.reporters_of(case, request.actor)
    if len(reports) == 1:
        return redirect("cases:reply_to_reporter", reports[0].pk)
    form = CaseNewsForm(reports, request.POST or None)
    refused = {}
    if form.is_valid() and "kirim" in request.POST:
        refused = _send(request, case, form)
        if not refused:
            messages.success(request, f"Pesan terkirim kepada {len(form.chosen())} pelapor.")
            return redirect(f"{case.get_absolute_url()}#keterangan")
    log_view(request.actor, case)
    copies = []
    if form.is_valid() and "ubah" not in request.POST:
        text = form.cleaned_data["text"]
        copies = case_news.copies(case, form.chosen(), text=text, by=request.actor, now=timezone.now())
    context = {"case": case, "form": form, "reports": reports, "copies": copies, "refused": refused}
    context["risks"] = case_news.risks(copies)
    return render(request, "cases/families/case_news.html", context)


def _send(request, case, form):
    """{name of the reporter: why} where nothing left."""
    values = form.cleaned_data
    said = {"client_uuid": values["client_uuid"], "text": values["text"], "is_news": values["is_news"]}
    seen = {name.removeprefix(SEEN): request.POST[name] for name in request.POST if name.startswith(SEEN)}
    try:
        case_news.send(case, form.chosen(), seen=seen, by=request.actor, now=timezone.now(), **said)
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            return {"": " ".join(error.messages)}
        return {form.by_key[key].reporter_name or "": " ".join(why) for key, why in error.message_dict.items()}
    return {}
