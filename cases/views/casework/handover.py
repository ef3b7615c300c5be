from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.casework.handover import HandoverForm
from cases.rules.casework import handover as rules
from cases.views.casework.case import case_or_404
from lib.clock import today


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.move_case", raise_exception=True)
def hand_over(request, number):
    """Who answers for this case from now on: oneself, or a colleague."""
    case = case_or_404(request, number)
    form = HandoverForm(
        request.POST or None, takers=rules.takers(today()).exclude(pk=case.handler_id), actor=request.actor
    )
    if form.is_valid():
        try:
            case = rules.hand_over(case, by=request.actor, on=today(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Penanggung jawab kasus ini sekarang {case.handler.user}.")
            return redirect(case)
    return render(request, "cases/casework/handover_form.html", {"case": case, "form": form})
