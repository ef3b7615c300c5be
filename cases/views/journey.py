from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cases import registration, workflow
from cases.forms.journey import JourneyForm, JourneyMoveForm
from cases.models import Journey
from cases.states import moves
from cases.views.person import load_person, show
from lib.clock import today


@require_POST
@permission_required("cases.view_person", raise_exception=True)
def move_journey(request, pk, journey_pk):
    """The step itself asks for its own permission."""
    person = load_person(request, pk)
    journey = get_object_or_404(Journey.objects.visible_to(request.actor), pk=journey_pk, person=person)
    step = moves.find(Journey.MOVES, request.POST.get("seen"), request.POST.get("target"))
    if step is None:
        messages.error(request, workflow.CHANGED_MEANWHILE)
        return redirect(person)
    form = JourneyMoveForm(step, actor=request.actor, journey=journey, data=request.POST)
    if form.is_valid() and moved(journey, form, request.actor):
        messages.success(request, "Status tersimpan.")
        return redirect(person)
    return show(request, person, move=form)


def moved(journey, form, actor):
    """True once the step is taken; otherwise the form says why not."""
    try:
        workflow.move(journey, by=actor, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
@permission_required("cases.register_person", raise_exception=True)
def add_journey(request, pk):
    person = load_person(request, pk)
    form = JourneyForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            registration.leave_again(person, by=request.actor, happened_on=today(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Perjalanan baru tersimpan.")
            return redirect(person)
    return show(request, person, journey=form)
