from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cases.forms.casework.family_place import PlaceForm
from cases.models import CasePerson, ReportMessage
from cases.rules.casework import family_place
from cases.views.families.report_desk import report_or_404


@require_POST
@permission_required(family_place.TAKE, raise_exception=True)
def decide_place(request, pk, message):
    """One press beside a place in the thread: take it over for this person, or leave it."""
    report = report_or_404(request, pk)
    told = get_object_or_404(ReportMessage.objects.visible_to(request.actor), report=report, by=None, pk=message)
    form = PlaceForm(CasePerson.objects.visible_to(request.actor).filter(case=report.case_id), request.POST)
    if not form.is_valid():
        messages.error(request, family_place.NOT_IN_THIS_CASE)
        return redirect(told)
    link = form.cleaned_data["link"]
    try:
        family_place.decide(told, link=link, seen=form.cleaned_data["seen"], by=request.actor)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "Tempat dari keluarga dipakai di kasus." if link else "Tempat ini tidak dipakai.")
    return redirect(told)
