from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.casework.case_team import CaseMemberForm, LetGoForm
from cases.models import CaseMember
from cases.rules.casework import case_team as rules
from cases.views.casework.case import case_or_404

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@permission_required("cases.move_case", raise_exception=True)
def add_member(request, number):
    case = case_or_404(request, number)
    form = CaseMemberForm(request.POST or None)
    if form.is_valid():
        member = rules.let_in(case, form.cleaned_data["office"], by=request.actor)
        messages.success(request, f"{member.office} sekarang ikut dalam tim kasus ini.")
        return redirect(case)
    return render(request, "cases/casework/case_member_form.html", {"case": case, "form": form})


@FORM
@permission_required("cases.move_case", raise_exception=True)
def remove_member(request, number, pk):
    """`pk` is the office's; once it has left, pressing again leads back to the case."""
    case = case_or_404(request, number)
    members = CaseMember.objects.visible_to(request.actor).filter(case=case).select_related("office")
    member = members.filter(office=pk).first() if request.method == "POST" else get_object_or_404(members, office=pk)
    form = LetGoForm(request.POST or None)
    if member is None:
        messages.info(request, "Jabatan ini sudah tidak dalam tim kasus ini.")
        return redirect(case)
    if form.is_valid():
        try:
            rules.let_go(case, member.office, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{member.office} keluar dari tim kasus ini.")
            return redirect(case)
    return render(
        request, "cases/casework/case_member_leave.html", {"case": case, "form": form, "office": member.office}
    )
