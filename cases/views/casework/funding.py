from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.casework.funding import FundingForm
from cases.forms.move import MoveForm, typed_in
from cases.forms.versions import renew
from cases.models import Funding, FundingChange
from cases.rules import uploads, workflow
from cases.rules.casework import funding as rules
from cases.rules.letters.case_letter_content import persons_of
from cases.rules.paging import page_of
from cases.states import moves
from cases.states.funding import PLAN, FundingStatus
from cases.views.casework.case import case_or_404
from lib.clock import today

CONFLICT, SHOWN = 409, 50
FIRST_YEAR, SHOWN_YEARS = 2020, 4
TABLES = (("Per pembayar", "payer"), ("Per bagian perjalanan", "leg"))
FORM = require_http_methods(["GET", "HEAD", "POST"])
may_plan = permission_required(PLAN, raise_exception=True)
may_read = permission_required("cases.view_funding", raise_exception=True)


@FORM
@may_plan
def add_funding(request, number):
    case = case_or_404(request, number)
    form = FundingForm(persons_of(case, request.actor), request.POST or None)
    if form.is_valid():
        key = form.cleaned_data["client_uuid"]
        rules.propose(case, client_uuid=key, by=request.actor, **form.facts())
        messages.success(request, "Biaya tercatat.")
        return redirect(f"{case.get_absolute_url()}#biaya")
    return render(request, "cases/casework/funding_form.html", {"case": case, "form": form})


@require_safe
@may_plan
def fundings(request):
    """Sums of one year for the report, and whose journey waits for money."""
    last = today().year
    asked = request.GET.get("tahun", "")
    year = asked if asked in map(str, range(FIRST_YEAR, last + 1)) else str(last)
    page = page_of(rules.waiting(request.actor), request.GET.get("page"))
    sums = list(rules.sums(request.actor, year))
    tables = [(title, rules.totals(sums, by)) for title, by in TABLES]
    years = [str(one) for one in range(last, last - SHOWN_YEARS, -1)]
    context = {"page": page, "tables": tables, "year": year, "years": years}
    context["sum"] = sum(total.sum for total in tables[0][1])
    return render(request, "cases/casework/funding_list.html", context)


def load_funding(request, number, pk):
    case = case_or_404(request, number)
    rows = Funding.objects.visible_to(request.actor).select_related("link__person", "planned_by__user")
    row = get_object_or_404(rows, case=case, pk=pk)
    row.case = case
    return row


@FORM
@may_plan
def edit_funding(request, number, pk):
    row = load_funding(request, number, pk)
    if row.status != FundingStatus.DIUSULKAN:
        messages.warning(request, rules.DECIDED)
        return redirect(row)
    persons = persons_of(row.case, request.actor)
    form = FundingForm(persons, request.POST or None, instance=row)
    page = {"case": row.case, "form": form, "funding": row}
    if form.is_valid():
        try:
            rules.change(row, seen=form.cleaned_data["seen"], by=request.actor, **form.facts())
        except ValidationError as error:
            page["differences"] = renew(form, FundingForm(persons, instance=load_funding(request, number, pk)), "seen")
            form.add_error(None, error)
        else:
            messages.success(request, "Biaya tersimpan.")
            return redirect(row)
    return render(request, "cases/casework/funding_form.html", page)


@require_safe
@may_read
def funding(request, number, pk):
    return show(request, load_funding(request, number, pk), step=request.GET.get("langkah"))


def show(request, row, *, step=None, form=None, unsaved=(), changed="", status=200):
    options = row.moves_for(request.actor)
    move = next((option for option in options if option.target == step), None)
    if move and form is None:
        form = MoveForm(move, request.actor)
    history = (
        FundingChange.objects.visible_to(request.actor).filter(subject=row).select_related("by__user", "by__office")
    )
    context = {"funding": row, "case": row.case, "options": options, "move": move, "form": form}
    context |= {"history": history[:SHOWN], "unsaved": unsaved, "changed": changed}
    return render(request, "cases/casework/funding_detail.html", context, status=status)


@require_POST
@may_read
def move_funding(request, number, pk):
    """Take the step that the form names, from the status its page showed."""
    row = load_funding(request, number, pk)
    step = moves.find(row.MOVES, request.POST.get("seen", ""), request.POST.get("target", ""))
    if step is None:
        return _too_late(request, number, pk)
    if not request.actor.has_perm(step.permission):
        raise PermissionDenied
    form = MoveForm(step, request.actor, request.POST, request.FILES)
    if form.is_valid():
        try:
            moved = workflow.move(row, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                return _too_late(request, number, pk)
            form.add_error(None, error)
        else:
            messages.success(request, f"Tersimpan: {moved.get_status_display()}.")
            return redirect(row)
    if row.status != step.source:
        return _too_late(request, number, pk)
    return show(request, row, step=step.target, form=form, status=uploads.status_for(form))


def _too_late(request, number, pk):
    """Somebody was faster: the newest state, one sentence, and what was typed."""
    row, unsaved = load_funding(request, number, pk), typed_in(request.POST)
    return show(request, row, unsaved=unsaved, changed=workflow.CHANGED_MEANWHILE, status=CONFLICT)
