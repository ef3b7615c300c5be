"""`/data-pribadi/`: what people ask about their own data, whose data is restricted, and how long anything is kept."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from cases.forms.move import typed_in
from cases.forms.privacy.data_request import AnswerForm, DataRequestForm, LiftForm
from cases.models import DataRequest, DataRequestChange, Restriction
from cases.rules import restriction, workflow
from cases.rules.paging import page_of
from cases.rules.privacy import data_request as rules
from cases.rules.privacy import retention
from cases.states import moves
from cases.states.data_request import ANSWER
from cases.views.register.person import load_person

CONFLICT, SHOWN = 409, 50
FORM = require_http_methods(["GET", "HEAD", "POST"])
may_answer = permission_required(ANSWER, raise_exception=True)


@require_safe
@may_answer
def data_requests(request):
    """The unanswered ones, or all; beside them what is restricted and what the retention rules are."""
    shows_all = request.GET.get("status") == "semua"
    rows = DataRequest.objects.visible_to(request.actor) if shows_all else rules.waiting(request.actor)
    page = page_of(rows.select_related("person"), request.GET.get("page"))
    now = timezone.now()
    context = {
        "page": page,
        "shows_all": shows_all,
        "rows": [(row, row.is_late(now)) for row in page],
        "restricted": rules.restricted(request.actor)[:SHOWN],
        "retention": [rule.name for rule in retention.RULES],
    }
    return render(request, "cases/privacy/data_request_list.html", context)


@FORM
@may_answer
def add_data_request(request, pk):
    person = load_person(request, pk)
    form = DataRequestForm(request.POST or None)
    if form.is_valid():
        try:
            made = rules.receive(person, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Permintaan tercatat.")
            is_read = DataRequest.objects.visible_to(request.actor).filter(pk=made.pk).exists()
            return redirect(made) if is_read else redirect("cases:data_requests")  # a colleague answers it
    return render(request, "cases/privacy/data_request_form.html", {"person": person, "form": form})


def load(request, pk):
    rows = DataRequest.objects.visible_to(request.actor).select_related("person", "received_by__user")
    return get_object_or_404(rows, pk=pk)


@require_safe
@may_answer
def data_request(request, pk):
    row = load(request, pk)
    log_view(request.actor, row)
    return show(request, row, step=request.GET.get("langkah"))


def show(request, row, *, step=None, form=None, unsaved=(), changed="", status=200):
    options = row.moves_for(request.actor)
    move = next((option for option in options if option.target == step), None)
    if move and form is None:
        form = AnswerForm(move)
    history = DataRequestChange.objects.visible_to(request.actor).filter(subject=row)
    context = {
        "request_row": row,
        "is_late": row.is_late(timezone.now()),
        "options": options,
        "move": move,
        "form": form,
        "history": history.select_related("by__user", "by__office")[:SHOWN],
        "restriction": restriction.of(row.person),
        "trail": rules.trail_of(row),
        "unsaved": unsaved,
        "changed": changed,
    }
    return render(request, "cases/privacy/data_request_detail.html", context, status=status)


@require_POST
@may_answer
def answer_data_request(request, pk):
    """Take the step that the form names, from the status its page showed."""
    row = load(request, pk)
    step = moves.find(row.MOVES, request.POST.get("seen", ""), request.POST.get("target", ""))
    form = step and AnswerForm(step, request.POST)
    if form and form.is_valid():
        try:
            done = rules.answer(row, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                form.add_error(None, error)
                return show(request, row, step=step.target, form=form)
        else:
            messages.success(request, f"Tersimpan: {done.get_status_display()}.")
            return redirect(done)
    elif form and row.status == step.source:
        return show(request, row, step=step.target, form=form)
    row, unsaved = load(request, pk), typed_in(request.POST)
    return show(request, row, unsaved=unsaved, changed=workflow.CHANGED_MEANWHILE, status=CONFLICT)


@FORM
@permission_required(restriction.LIFT, raise_exception=True)
def lift_restriction(request, pk):
    rows = Restriction.objects.visible_to(request.actor).select_related("person", "by__user")
    row = get_object_or_404(rows, pk=pk)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        restriction.lift(row, by=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Pembatasan dicabut.")
        return redirect("cases:data_requests")
    return render(request, "cases/privacy/restriction_lift.html", {"restriction": row, "form": form})
