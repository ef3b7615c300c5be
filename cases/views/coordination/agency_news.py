from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.coordination.agency_news import AgencyNewsForm
from cases.models import Coordination
from cases.rules import uploads
from cases.rules.coordination import agency_answer
from cases.states.coordination import SENT
from cases.views.casework.case import case_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.answer_coordination", raise_exception=True)
def agency_news(request, number, pk):
    """What the three answers of the link are, for the account: a day, a number, words; no step has to be taken."""
    case = case_or_404(request, number)
    sent = Coordination.objects.visible_to(request.actor).filter(status__in=SENT).select_related("agency")
    coordination = get_object_or_404(sent, case=case, pk=pk)
    coordination.case = case
    form = AgencyNewsForm(request.actor, request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            agency_answer.answer(coordination, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Kabar tersimpan.")
            return redirect(f"{case.get_absolute_url()}#koordinasi")
    context = {"case": case, "coordination": coordination, "form": form}
    return render(request, "cases/coordination/agency_news.html", context, status=uploads.status_for(form))
