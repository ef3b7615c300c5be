from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.casework.need_to_know import ConflictForm, EmergencyForm
from cases.models import Case, CaseConflict, EmergencyAccess
from cases.rules.casework import need_to_know as rules
from cases.rules.paging import page_of
from cases.views.casework.case import case_or_404
from lib.clock import today

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@permission_required("cases.shut_out", raise_exception=True)
def conflicts(request, number):
    """Who must not see this case although his office would let him."""
    case = case_or_404(request, number)
    form = ConflictForm(request.POST or None, holders=rules.candidates(case, today()))
    if form.is_valid():
        try:
            rules.shut_out(case, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Kasus ini tertutup untuk yang Anda sebut, mulai sekarang.")
            is_open = Case.objects.visible_to(request.actor).filter(pk=case.pk).exists()
            return redirect("cases:conflicts", number) if is_open else redirect("cases:list")
    rows = CaseConflict.objects.visible_to(request.actor).filter(case=case).select_related("user", "added_by__user")
    context = {"case": case, "form": form, "conflicts": rows, "known_codes": rules.codes_to_renew(case, request.actor)}
    return render(request, "cases/casework/need_to_know_conflicts.html", context)


@require_POST
@permission_required("cases.lift_conflict", raise_exception=True)
def lift_conflict(request, number, pk):
    case = case_or_404(request, number)
    rules.lift(get_object_or_404(CaseConflict.objects.visible_to(request.actor), case=case, pk=pk), by=request.actor)
    messages.success(request, "Kasus ini terbuka lagi untuk orang itu.")
    return redirect("cases:conflicts", number)


@FORM
@permission_required("cases.break_glass", raise_exception=True)
def open_in_emergency(request):
    form = EmergencyForm(request.POST or None)
    if form.is_valid():
        try:
            access = rules.open_in_emergency(by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.warning(request, "Kasus ini terbuka untuk Anda selama 4 jam. Kepala Dinas sudah diberi tahu.")
            return redirect(access.case)
    return render(request, "cases/casework/need_to_know_emergency_form.html", {"form": form})


@require_safe
@permission_required("cases.review_emergency_access", raise_exception=True)
def emergency_accesses(request):
    rows = EmergencyAccess.objects.visible_to(request.actor).select_related("case", "by__user", "by__office")
    return render(
        request, "cases/casework/need_to_know_emergencies.html", {"page": page_of(rows, request.GET.get("page"))}
    )


@require_safe
@permission_required("cases.review_emergency_access", raise_exception=True)
def emergency_access(request, pk):
    return render(request, "cases/casework/need_to_know_emergency.html", {"access": _access_or_404(request, pk)})


@require_POST
@permission_required("cases.review_emergency_access", raise_exception=True)
def review_emergency(request, pk):
    access = _access_or_404(request, pk)
    rules.review(access, by=request.actor, ends="akhiri" in request.POST)
    messages.success(request, "Tercatat. Kasus sudah tertutup lagi." if "akhiri" in request.POST else "Tercatat.")
    return redirect("cases:emergency_accesses")


def _access_or_404(request, pk):
    rows = EmergencyAccess.objects.visible_to(request.actor).select_related("case", "by__user", "by__office")
    return get_object_or_404(rows, pk=pk)
