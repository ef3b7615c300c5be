from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cases.forms.move import MoveForm, typed_in
from cases.models import CasePerson, Coordination
from cases.rules import uploads, workflow
from cases.rules.casework import timeline
from cases.rules.coordination import agency_answer
from cases.states import moves
from cases.views.casework.case import case_or_404, render_case

CONFLICT = 409


@require_POST
@permission_required("cases.view_case", raise_exception=True)
def move_case(request, number):
    case = case_or_404(request, number)
    return _move(request, case, case, timeline.CASE)


@require_POST
@permission_required("cases.view_case", raise_exception=True)
def move_case_person(request, number, pk):
    case = case_or_404(request, number)
    subject = get_object_or_404(CasePerson.objects.visible_to(request.actor), case=case, pk=pk)
    return _move(request, case, subject, timeline.PERSON)


@require_POST
@permission_required("cases.view_case", raise_exception=True)
def move_coordination(request, number, pk):
    case = case_or_404(request, number)
    subject = get_object_or_404(Coordination.objects.visible_to(request.actor), case=case, pk=pk)
    return _move(request, case, subject, timeline.COORDINATION, deed=agency_answer.take_step)


def _move(request, case, subject, kind, deed=workflow.move):
    """Take the step that the form names, from the status its page showed."""
    step = moves.find(subject.MOVES, request.POST.get("seen", ""), request.POST.get("target", ""))
    if step is None:
        return _too_late(request, case)
    if not request.actor.has_perm(step.permission):
        raise PermissionDenied
    form = MoveForm(step, request.actor, request.POST, request.FILES)
    if form.is_valid():
        try:
            moved = deed(subject, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                return _too_late(request, case)
            form.add_error(None, error)
        else:
            messages.success(request, f"Tersimpan: {moved.get_status_display()}.")
            return redirect(case)
    if subject.status != step.source:
        return _too_late(request, case)
    key = f"{kind}-{subject.pk}-{step.target}"
    return render_case(request, case, step=key, form=form, status=uploads.status_for(form))


def _too_late(request, case):
    """Somebody was faster: the newest state, one sentence, and what was typed."""
    case.refresh_from_db()
    return render_case(
        request, case, unsaved=typed_in(request.POST), changed=workflow.CHANGED_MEANWHILE, status=CONFLICT
    )
