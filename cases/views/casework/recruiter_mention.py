"""`/kasus/<number>/perekrut/`: who is said to have recruited. Outside the team of the case these pages do not exist."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import log_view
from cases.forms.casework.recruiter_mention import RecruiterMentionForm
from cases.models import RecruiterMention
from cases.rules.casework import recruiter_mention as rules
from cases.rules.casework.tppo import is_close
from cases.rules.day import Link
from cases.views.casework.case import case_or_404
from cases.views.privacy.number_reveal import open_number

NOT_TO_RING = "Jangan menelepon nomor ini. Serahkan kepada polisi lewat surat."
FORM = require_http_methods(["GET", "HEAD", "POST"])
may_name = permission_required(rules.NAME, raise_exception=True)


def team_case_or_404(request, number):
    case = case_or_404(request, number)
    if not is_close(case, request.actor):
        raise Http404
    return case


@FORM
@may_name
def recruiters(request, number):
    case = team_case_or_404(request, number)
    log_view(request.actor, case)
    form = RecruiterMentionForm(request.POST or None)
    if form.is_valid():
        rules.record(case, by=request.actor, **form.cleaned_data)
        messages.success(request, "Tercatat. Hanya tim kasus ini dan Kepala Dinas yang membacanya.")
        return redirect("cases:recruiters", number)
    page = {"case": case, "form": form, "mentions": rules.of_case(case, request.actor)}
    page["reports"] = rules.in_reports(case, request.actor)
    return render(request, "cases/casework/recruiter_mention_list.html", page)


def mention_or_404(request, number, pk):
    case = team_case_or_404(request, number)
    mention = get_object_or_404(RecruiterMention.objects.visible_to(request.actor), case=case, pk=pk)
    mention.case = case
    return mention


@require_POST
@may_name
def withdraw_recruiter(request, number, pk):
    rules.withdraw(mention_or_404(request, number, pk), by=request.actor)
    messages.success(request, "Ditarik. Catatannya tetap bisa dibaca tim kasus.")
    return redirect("cases:recruiters", number)


@FORM
@may_name
def reveal_recruiter(request, number, pk):
    """Nobody rings it from here."""
    mention = mention_or_404(request, number, pk)
    if not mention.phone:
        raise Http404
    back = Link("Perekrut", mention.get_absolute_url())
    return open_number(request, mention, "telepon", "Nomor HP perekrut", back=back, hint=NOT_TO_RING)
