from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from cases.forms.casework.case_note import CaseEntryForm, CaseNoteForm
from cases.models import Coordination
from cases.rules import intake, uploads
from cases.rules.casework import case_page
from cases.views.casework.case import case_or_404

CONFIRMED = "ya"


@permission_required("cases.note_case", raise_exception=True)
def add_note(request, number):
    """An internal entry; what an agency writes is read by the city and itself. `koreksi` names what it puts right."""
    case = case_or_404(request, number)
    corrected = _corrected(request, case)
    form = CaseEntryForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            intake.add_note(case, by=request.actor, corrects=corrected, **form.cleaned_data)
        except ValidationError as error:  # the disk is full
            form.add_error(None, error)
        else:
            messages.success(request, "Catatan tersimpan.")
            return redirect(case)
    context = {"case": case, "form": form, "corrected": corrected}
    return render(request, "cases/casework/case_note_form.html", context, status=uploads.status_for(form))


def _corrected(request, case):
    """The entry that is to be corrected, or None; one that this reader does not see is not there."""
    asked = request.GET.get("koreksi")
    if not asked:
        return None
    try:
        entry = case_page.entry_of(case, request.actor, UUID(asked))
    except ValueError:
        raise Http404 from None
    if entry is None:
        raise Http404
    return entry


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
    return render(request, "cases/casework/case_note_shared.html", context)
