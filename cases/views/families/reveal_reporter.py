from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render

from cases.forms.families.reveal_reporter import ReasonForm
from cases.rules.masking import case_parts_for
from cases.rules.privacy.reveal import reveal
from cases.views.casework.case import case_or_404


@permission_required("cases.reveal_phone", raise_exception=True)
def reveal_reporter(request, number):
    """The reporter's phone number in full, once the reason is noted; shown on this one answer and kept nowhere."""
    case = case_or_404(request, number)
    if "reporter" not in case_parts_for(request.actor) or not case.reporter_phone:
        raise Http404
    form = ReasonForm(request.POST or None)
    phone = reveal(case, "pelapor", by=request.actor, **form.cleaned_data) if form.is_valid() else ""
    return render(request, "cases/families/reporter_phone.html", {"case": case, "form": form, "phone": phone})
