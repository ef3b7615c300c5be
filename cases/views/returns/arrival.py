from datetime import datetime, time, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from cases.forms.returns.arrival import ArrivalForm, PlanArrivalForm
from cases.models import Arrival
from cases.rules.letters.case_letter_content import persons_of
from cases.rules.paging import page_of
from cases.rules.returns import arrival as rules
from cases.rules.returns.returnee_list import links_of
from cases.views.casework.case import case_or_404
from cases.views.casework.group_event import group_or_404
from cases.views.returns.returnee_list import list_or_404
from lib.clock import today

may_plan = permission_required(rules.PLAN, raise_exception=True)
FORM = require_http_methods(["GET", "HEAD", "POST"])
ON_ONE_SHEET = 100  # seventy in one night: whoever stands at the gate carries one list and turns no pages


@require_safe
@may_plan
def arrivals(request):
    """Who comes when: from yesterday on, or who was expected earlier."""
    first = timezone.make_aware(datetime.combine(today() - timedelta(days=1), time.min))
    is_past = request.GET.get("lalu") == "1"
    rows = Arrival.objects.visible_to(request.actor).select_related("link__person", "link__case")
    rows = rows.before(first) if is_past else rows.since(first)
    page = page_of(rows, request.GET.get("page"), ON_ONE_SHEET)
    return render(request, "cases/returns/arrival_list.html", {"page": page, "is_past": is_past})


@FORM
@may_plan
def plan_arrivals(request, number):
    return _plan(request, case_or_404(request, number))


@FORM
@may_plan
def plan_group_arrivals(request, pk):
    return _plan(request, group_or_404(request, pk))


@FORM
@may_plan
def plan_returnees(request, pk):
    """Everybody whom a list of returnees has turned out to be."""
    kept = list_or_404(request, pk)
    links = list(links_of(kept, request.actor))
    left_out = rules.left_out(kept, links, or_cancelled="ganti" in request.GET)
    known = {"reference": kept.reference, "expected_at": kept.arrives_at}
    form = PlanArrivalForm(links, request.POST or None, left_out=left_out, **known)
    return _plan_with(request, kept, form, returnee_list=kept)


def _plan(request, source):
    return _plan_with(request, source, PlanArrivalForm(persons_of(source, request.actor), request.POST or None))


def _plan_with(request, source, form, **because):
    if form.is_valid():
        links, facts = form.what()
        count = rules.plan(links, by=request.actor, **because, **facts)
        messages.success(request, f"Kedatangan {count} orang tercatat. Lengkapi yang perlu disiapkan untuk tiap orang.")
        return redirect("cases:arrivals")
    return render(request, "cases/returns/arrival_plan.html", {"source": source, "form": form})


def load_arrival(request, pk):
    rows = Arrival.objects.visible_to(request.actor).select_related("link__person", "link__case")
    return get_object_or_404(rows, pk=pk)


@FORM
@may_plan
def arrival(request, pk):
    row = load_arrival(request, pk)
    log_view(request.actor, row)
    form = ArrivalForm(row, request.POST or None)
    if form.is_valid():
        try:
            rules.change(row, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            row.refresh_from_db()
            form.add_error(None, error)
            form.renew(row.version)
        else:
            messages.success(request, "Kedatangan tersimpan.")
            return redirect("cases:arrivals")
    return render(request, "cases/returns/arrival_form.html", {"arrival": row, "form": form})


@require_POST
@may_plan
def cancel_arrival(request, pk):
    rules.cancel(load_arrival(request, pk), by=request.actor)
    messages.success(request, "Rencana kedatangan dibatalkan.")
    return redirect("cases:arrivals")
