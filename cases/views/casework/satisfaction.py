from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.casework.satisfaction import SatisfactionForm
from cases.rules.casework import satisfaction as rules
from cases.rules.paging import page_of
from cases.views.casework.case import case_or_404

may_call = permission_required(rules.CALL, raise_exception=True)


@require_safe
@may_call
def satisfaction_calls(request):
    """Whom to ring, and what all families together said."""
    page = page_of(rules.waiting(request.actor, timezone.now()), request.GET.get("page"))
    context = {"page": page, "sums": rules.sums(request.actor)}
    return render(request, "cases/casework/satisfaction_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_call
def ask_satisfaction(request, number):
    case = case_or_404(request, number)
    form = SatisfactionForm(request.POST or None)
    if form.is_valid():
        try:
            rules.record(case, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Telepon tercatat.")
            return redirect("cases:satisfaction_calls")
    return render(request, "cases/casework/satisfaction_form.html", {"case": case, "form": form})
