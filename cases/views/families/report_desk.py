"""`/kasus/laporan/`: what families told us, the most pressing first, and where each report goes."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from cases.forms.families.report_desk import LinkForm, NewCodeForm, OpenFromReportForm, SettleForm, WhyForm
from cases.models import Report, ReportChange
from cases.rules.casework import family_place
from cases.rules.clocks import report_deadline
from cases.rules.day import Link
from cases.rules.families import report_desk, report_follow
from cases.rules.paging import page_of
from cases.views.privacy.number_reveal import open_number

ALL = "semua"


def report_or_404(request, pk):
    related = ("case__handler__user", "case__handler__office", "code_renewed_by__office", "taken_by__user")
    return get_object_or_404(Report.objects.visible_to(request.actor).select_related(*related), pk=pk)


@require_safe
@permission_required("cases.view_report", raise_exception=True)
def reports(request):
    rows = Report.objects.visible_to(request.actor).select_related("case")
    shown = request.GET.get("tampil", "")
    if shown == "pesan":
        rows = rows.unanswered()
    elif shown != ALL:
        rows = rows.waiting()
    ordered = rows.order_by("-received_at", "pk") if shown == ALL else rows.most_pressing_first()
    page = page_of(ordered, request.GET.get("page"))
    return render(request, "cases/families/report_list.html", {"page": page, "shown": shown})


@require_safe
@permission_required("cases.view_report", raise_exception=True)
def report(request, pk):
    found = report_or_404(request, pk)
    log_view(request.actor, found)
    return show(request, found)


def show(request, found, **forms):
    """The page of a report, with the form that came back with errors open."""
    maybe = report_desk.candidates(found, request.actor)
    thread = report_follow.thread(found)
    context = {
        "report": found,
        "judged": found.judged(),
        "clocks": report_deadline.clocks_of(found, request.actor, timezone.now()),
        "maybe": maybe,
        "thread": thread,
        "persons": family_place.persons_for(found, thread, request.actor),
        "history": ReportChange.objects.visible_to(request.actor).filter(subject=found).select_related("by__office"),
        "open_form": open_form(found, maybe),
        "link_form": LinkForm(actor=request.actor),
        "settle_form": SettleForm(),
        "why_form": WhyForm(),
        "withhold_form": WhyForm(prefix="withhold"),
    }
    return render(
        request, "cases/families/report_detail.html", context | forms | {"form": next(iter(forms.values()), None)}
    )


def open_form(found, maybe, data=None):
    initial = {"urgency": found.urgency, "category": report_desk.main_category(found)}
    return OpenFromReportForm(data, found=maybe.persons, initial=initial)


def attempt(request, found, name, form, deed, said):
    """Do the deed of a valid form, and say so; else the page again, with what was typed."""
    if form.is_valid():
        try:
            result = deed()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect(result if hasattr(result, "number") else found)
    return show(request, found, **{name: form})


@require_POST
@permission_required("cases.triage_report", raise_exception=True)
def open_from_report(request, pk):
    found = report_or_404(request, pk)
    form = open_form(found, report_desk.candidates(found, request.actor), request.POST)

    def deed():
        values = {name: form.cleaned_data[name] for name in ("urgency", "category")}
        return report_desk.open_case(found, persons=form.chosen(), by=request.actor, **values)

    return attempt(request, found, "open_form", form, deed, "Kasus dibuka dari laporan ini.")


@require_POST
@permission_required("cases.triage_report", raise_exception=True)
def link_report(request, pk):
    found, form = report_or_404(request, pk), LinkForm(request.POST, actor=request.actor)

    def deed():
        return report_desk.link(found, form.case, by=request.actor)

    return attempt(
        request, found, "link_form", form, deed, "Laporan ditautkan. Pelapor tetap punya percakapan sendiri."
    )


@require_POST
@permission_required("cases.triage_report", raise_exception=True)
def settle_report(request, pk):
    found, form = report_or_404(request, pk), SettleForm(request.POST)

    def deed():
        return report_desk.settle(found, by=request.actor, **form.cleaned_data)

    return attempt(request, found, "settle_form", form, deed, "Laporan diselesaikan tanpa kasus.")


@require_POST
@permission_required("cases.triage_report", raise_exception=True)
def put_back_report(request, pk):
    """Back on the desk: a wrong link is undone, a settled report is opened again."""
    found, form = report_or_404(request, pk), WhyForm(request.POST)

    def deed():
        back = report_desk.release if found.case_id else report_desk.reopen
        return back(found, by=request.actor, **form.cleaned_data)

    return attempt(request, found, "why_form", form, deed, "Laporan kembali ke meja laporan.")


@require_POST
@permission_required("cases.triage_report", raise_exception=True)
def withhold_news(request, pk):
    found, form = report_or_404(request, pk), WhyForm(request.POST, prefix="withhold")
    is_withheld = request.POST.get("tahan") == "ya"

    def deed():
        reason = form.cleaned_data["note"]
        return report_follow.withhold(found, is_withheld=is_withheld, reason=reason, by=request.actor)

    said = "Kabar penanganan tidak lagi tampil bagi pelapor." if is_withheld else "Pelapor bisa melihat kabar lagi."
    return attempt(request, found, "withhold_form", form, deed, said)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.reveal_phone", raise_exception=True)
def reveal_reporter_phone(request, pk):
    return reveal_number(request, pk, "pelapor", "Nomor HP pelapor")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.reveal_document", raise_exception=True)
def reveal_passport(request, pk):
    return reveal_number(request, pk, "paspor", "Nomor paspor")


def reveal_number(request, pk, field, title):
    found = report_or_404(request, pk)
    hint = f"Cara dan jam aman: {found.safe_contact}" if found.safe_contact else ""
    return open_number(request, found, field, title, back=Link("Laporan", found.get_absolute_url()), hint=hint)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.triage_report", raise_exception=True)
@sensitive_variables()
def new_code(request, pk):
    """A new code for a reporter who stands at the desk; it is on the answer to this POST and nowhere else."""
    found, form = report_or_404(request, pk), NewCodeForm(request.POST or None)
    words = []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        check = values["identity_check"]
        words = report_follow.reissue(found, seed=values["client_uuid"], identity_check=check, by=request.actor).split()
    return render(request, "cases/families/report_code.html", {"report": found, "form": form, "words": words})
