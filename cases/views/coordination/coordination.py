from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from cases.forms.coordination.coordination import DraftCoordinationForm, RequestForm
from cases.forms.coordination.ledger import LedgerFilterForm
from cases.models import Coordination
from cases.rules import intake
from cases.rules.coordination import ledger
from cases.rules.paging import page_of
from cases.views.casework.case import case_or_404
from lib.clock import today


@require_safe
@permission_required("cases.view_case", raise_exception=True)
def ledger_(request):
    form = LedgerFilterForm(request.GET)
    page = page_of(ledger.entries(request.actor, **form.asked()), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": ledger.told(list(page), request.actor, today()),
        "totals": ledger.totals(request.actor, today()),
    }
    return render(request, "cases/coordination/ledger.html", context)


@permission_required("cases.draft_coordination", raise_exception=True)
def draft_coordination(request, number):
    case = case_or_404(request, number)
    form = DraftCoordinationForm(case, request.POST or None)
    if form.is_valid():
        link = intake.draft_coordination(case, by=request.actor, **form.cleaned_data)
        messages.success(request, f"Konsep permintaan kepada {link.agency} tersimpan. Periksa, lalu ajukan ke Kadis.")
        return redirect(case)
    return render(request, "cases/coordination/coordination_form.html", {"case": case, "form": form})


@permission_required("cases.draft_coordination", raise_exception=True)
def revise_request(request, number, pk):
    case = case_or_404(request, number)
    link = get_object_or_404(Coordination.objects.visible_to(request.actor).select_related("agency"), case=case, pk=pk)
    form = RequestForm(request.POST or None, initial={"request": link.request})
    if form.is_valid():
        try:
            intake.revise_request(link, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Permintaan diperbarui.")
            return redirect(case)
    return render(
        request, "cases/coordination/coordination_form.html", {"case": case, "form": form, "coordination": link}
    )
