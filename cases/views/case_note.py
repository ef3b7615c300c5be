from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render

from cases import intake
from cases.forms.case_note import CaseNoteForm
from cases.models import Coordination
from cases.views.case import case_or_404

CONFIRMED = "ya"


@permission_required("cases.note_case", raise_exception=True)
def add_note(request, number):
    """An internal note; what an agency writes is read by the city and by itself."""
    case = case_or_404(request, number)
    form = CaseNoteForm(request.POST or None)
    if form.is_valid():
        intake.add_note(case, by=request.actor, **form.cleaned_data)
        messages.success(request, "Catatan tersimpan.")
        return redirect(case)
    return render(request, "cases/case_note_form.html", {"case": case, "form": form})


@permission_required("cases.draft_coordination", raise_exception=True)
def share_note(request, number, pk):
    """A note for an agency, saved only after its writer has seen exactly what the agency will read."""
    case = case_or_404(request, number)
    coordination = get_object_or_404(
        Coordination.objects.visible_to(request.actor).select_related("agency"), case=case, pk=pk
    )
    form = CaseNoteForm(request.POST or None)
    if form.is_valid() and request.POST.get("bagikan") == CONFIRMED:
        intake.add_note(case, by=request.actor, shared_with=coordination.agency, **form.cleaned_data)
        messages.success(request, f"Catatan dibagikan kepada {coordination.agency}.")
        return redirect(case)
    is_preview = form.is_valid() and "ubah" not in request.POST
    context = {"case": case, "coordination": coordination, "form": form, "is_preview": is_preview}
    return render(request, "cases/case_note_shared.html", context)
