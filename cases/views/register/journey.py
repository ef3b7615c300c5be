from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.forms.register.journey import JourneyFactsForm, JourneyMoveForm, NewJourneyForm
from cases.models import Journey
from cases.rules import workflow
from cases.rules.offers import talk
from cases.rules.register import registration
from cases.states import moves
from cases.states.journey import JourneyStatus
from cases.views.offers.talk import is_said, talk_about_typed
from cases.views.register.person import differences_from, load_person, show
from lib.clock import today

TALK_TO_THEM = (
    "Tawaran ini menunjukkan tanda bahaya. Buka “Ubah data perjalanan” untuk membaca apa yang perlu disampaikan kepada "
    "keluarganya."
)


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
        messages.success(request, what_follows(step.target))
        return redirect(person)
    return show(request, person, move=form)


def what_follows(target):
    if target == JourneyStatus.TERDATA_RT:
        return "Sudah diajukan lagi. Kelurahan akan memeriksanya."
    return f"Tersimpan: {JourneyStatus(target).label}."


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
            made = registration.leave_again(person, by=request.actor, happened_on=today(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return saved(request, person, made, "Perjalanan baru tersimpan.")
    return show(request, person, journey=form)


def saved(request, person, journey, says):
    """Keep what the family was told about the plan as it stands now; who has not told them yet reads where it says."""
    said = talk.record_change(journey, is_said=is_said(request), by=request.actor, on=today())
    messages.success(request, says)
    if said and not said.is_said:
        messages.warning(request, TALK_TO_THEM)
    return redirect(person)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def edit_journey(request, pk, journey_pk):
    person = load_person(request, pk)
    journey = load_journey(request, person, journey_pk)
    form = JourneyFactsForm(request.POST or None, actor=request.actor, journey=journey)
    context = {"form": form, "person": person, "title": "Ubah data perjalanan", "journey": journey}
    if form.is_valid():
        try:
            after = registration.correct_journey(journey, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            stored = JourneyFactsForm(actor=request.actor, journey=load_journey(request, person, journey_pk))
            context["differences"] = differences_from(stored, form, error)
        else:
            return saved(request, person, after, "Perubahan tersimpan.")
    context |= talk_about_typed(form, journey, request)
    return render(request, "cases/register/person_form.html", context)


@require_POST
@permission_required("cases.register_person", raise_exception=True)
def new_journey_talk(request, pk):
    """What to say to the family about a new departure as it stands on the screen. Nothing is kept."""
    person = load_person(request, pk)
    form = NewJourneyForm(request.POST, actor=request.actor)
    return render(request, "cases/register/_talk_script.html", talk_about_typed(form, Journey(person=person), request))


@require_POST
@permission_required("cases.correct_registration", raise_exception=True)
def journey_talk(request, pk, journey_pk):
    """As `new_journey_talk`, for a journey that is being corrected."""
    journey = load_journey(request, load_person(request, pk), journey_pk)
    form = JourneyFactsForm(request.POST, actor=request.actor, journey=journey)
    return render(request, "cases/register/_talk_script.html", talk_about_typed(form, journey, request))
