from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import registration, workflow
from cases.forms.journey import JourneyFactsForm, JourneyMoveForm, NewJourneyForm
from cases.models import Journey
from cases.states import moves
from cases.views.person import differences_from, load_person, show
from lib.clock import today


def load_journey(request, person, pk):
    return get_object_or_404(Journey.objects.visible_to(request.actor), pk=pk, person=person)


@require_POST
@permission_required("cases.view_person", raise_exception=True)
def move_journey(request, pk, journey_pk):
    """The step itself asks for its own permission."""
    person = load_person(request, pk)
    journey = load_journey(request, person, journey_pk)
    step = moves.find(Journey.MOVES, request.POST.get("seen"), request.POST.get("target"))
    if step is None:
        messages.error(request, workflow.CHANGED_MEANWHILE)
        return redirect(person)
    form = JourneyMoveForm(step, actor=request.actor, journey=journey, data=request.POST, files=request.FILES)
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
    form = NewJourneyForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            registration.leave_again(person, by=request.actor, happened_on=today(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Perjalanan baru tersimpan.")
            return redirect(person)
    return show(request, person, journey=form)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def edit_journey(request, pk, journey_pk):
    person = load_person(request, pk)
    journey = load_journey(request, person, journey_pk)
    form = JourneyFactsForm(request.POST or None, actor=request.actor, journey=journey)
    context = {"form": form, "person": person, "title": "Ubah data perjalanan"}
    if form.is_valid():
        try:
            registration.correct_journey(journey, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            stored = JourneyFactsForm(actor=request.actor, journey=load_journey(request, person, journey_pk))
            context["differences"] = differences_from(stored, form, error)
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect(person)
    return render(request, "cases/person_form.html", context)
