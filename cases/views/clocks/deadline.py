from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.clocks.deadline import DeadlineParameterForm, MarkForm
from cases.models import Deadline, DeadlineParameter
from cases.rules.clocks import deadline as rules
from cases.rules.clocks import deadline_parameter
from cases.views.casework.case import case_or_404

SAVED = "Tenggat tersimpan. Yang sedang berjalan dihitung ulang malam ini."


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.mark_deadline", raise_exception=True)
def mark_deadline(request, number, pk):
    case = case_or_404(request, number)
    clock = get_object_or_404(Deadline.objects.visible_to(request.actor), case=case, pk=pk)
    form = MarkForm(clock, request.POST or None)
    if form.is_valid():
        try:
            rules.mark_done(clock, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Tercatat: {clock.get_code_display()}.")
            return redirect(case)
    return render(request, "cases/clocks/deadline_mark.html", {"case": case, "clock": clock, "form": form})


@require_safe
@permission_required("cases.manage_holiday", raise_exception=True)
def deadline_parameters(request):
    """The whole table, one row per clock: Disnaker reads it, its head changes it."""
    rows = {}
    for (code, urgency), row in deadline_parameter.parameters().items():
        rows.setdefault(code, {})[urgency] = row
    table = [sorted(row.values(), key=lambda cell: cell.urgency) for row in rows.values()]
    return render(request, "cases/clocks/deadline_list.html", {"table": table})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.set_deadline", raise_exception=True)
def set_deadline(request, code, urgency):
    if (code, urgency) not in deadline_parameter.parameters():
        raise Http404
    deadline_parameter.load()
    rows = DeadlineParameter.objects.select_for_update() if request.method == "POST" else DeadlineParameter.objects
    row = rows.get(code=code, urgency=urgency)
    form = DeadlineParameterForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, SAVED)
        return redirect("cases:deadline_parameters")
    return render(request, "cases/clocks/deadline_form.html", {"form": form, "row": row})
