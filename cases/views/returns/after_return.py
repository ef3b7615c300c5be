"""Residents who come home, as their kelurahan sees them (`/warga/pulang/`)."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import log_view
from accounts.models import Territory
from cases.forms.clocks.deadline import ReturnVisitForm
from cases.rules.paging import page_of
from cases.rules.returns import after_return as rules
from lib.clock import today

MOST_DEEDS = 50
may_call = permission_required(rules.CALL_ON, raise_exception=True)


@require_safe
@may_call
def after_return(request):
    context = {
        "hand_overs": rules.hand_overs(rules.deeds(request.actor)[:MOST_DEEDS]),
        "page": page_of(rules.visits(request.actor, today()), request.GET.get("page")),
        "kelurahan_names": Territory.objects.kelurahan_names(),
        "now": timezone.now(),
    }
    return render(request, "cases/returns/after_return.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_call
def record_return_visit(request, pk):
    clock = get_object_or_404(rules.all_visits(request.actor), pk=pk)
    form = ReturnVisitForm(clock, request.POST or None)
    if form.is_valid():
        try:
            rules.record_visit(clock, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Kunjungan tercatat. Disnaker sudah bisa membacanya.")
            return redirect("cases:after_return")
    log_view(request.actor, clock.case_person.person)
    return render(request, "cases/returns/after_return_visit.html", {"clock": clock, "form": form})
