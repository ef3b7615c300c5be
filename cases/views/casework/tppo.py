from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import log_view
from cases.forms.casework.tppo import TppoFindingForm
from cases.models import TppoFinding
from cases.rules.casework import tppo as rules
from cases.views.casework.casefile import case_person_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.assess_tppo", raise_exception=True)
def tppo_findings(request, number, pk):
    """All findings about one person in the case, and one more. Outside the team this page does not exist."""
    case, link = case_person_or_404(request, number, pk)
    if not rules.is_close(case, request.actor):
        raise Http404
    log_view(request.actor, link)
    form = TppoFindingForm(request.POST or None)
    if form.is_valid():
        rules.record(link, by=request.actor, **form.cleaned_data)
        messages.success(request, "Hasil penilaian tercatat.")
        return redirect("cases:tppo_findings", number, pk)
    rows = TppoFinding.objects.visible_to(request.actor).filter(link=link).select_related("by__user")
    return render(
        request, "cases/casework/tppo_findings.html", {"case": case, "link": link, "form": form, "findings": rows}
    )
