from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from cases import intake
from cases.forms.case_team import CaseMemberForm
from cases.views.case import case_or_404


@permission_required("cases.move_case", raise_exception=True)
def add_member(request, number):
    case = case_or_404(request, number)
    form = CaseMemberForm(request.POST or None)
    if form.is_valid():
        member = intake.add_member(case, form.cleaned_data["office"], by=request.actor)
        messages.success(request, f"{member.office} sekarang ikut dalam tim kasus ini.")
        return redirect(case)
    return render(request, "cases/case_member_form.html", {"case": case, "form": form})
