from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from accounts.models import Territory
from cases.forms.register.journey import JourneyMoveForm, NewJourneyForm
from cases.forms.register.person import ContactForm, DocumentForm, PersonForm
from cases.forms.versions import renew
from cases.models import CasePerson, Contact, Document, Journey, Letter, Person, StoredFile
from cases.models.journey import histories
from cases.rules import restriction, uploads
from cases.rules.doubles import merging
from cases.rules.offers import talk
from cases.rules.privacy.record_history import changes_of, changes_of_parts
from cases.rules.register import completeness, correction, field_link, nik_guesses, registration, repair
from cases.views.offers.talk import talk_about_typed
from cases.views.register.joined_entry import NOW_ANOTHER, nobody
from lib.clock import today


def load_person(request, pk):
    """Of a record that was joined to another the one that stands: a form opened before is about the same human."""
    try:
        return load_standing(request, pk)
    except Http404:
        kept = merging.kept_instead_of(pk, request.actor)
        if kept is None:
            raise nobody(request, pk=pk) from None
        return load_standing(request, kept.pk)


def load_standing(request, pk):
    people = Person.objects.visible_to(request.actor).select_related("territory")
    people = people.annotate(kelurahan=Territory.objects.kelurahan_of("territory"))
    return get_object_or_404(restriction.marked(people), pk=pk)


@require_safe
@permission_required("cases.view_person", raise_exception=True)
def person(request, pk):
    person = load_person(request, pk)
    if person.pk != pk:
        return on_to(request, pk, person, person.get_absolute_url())
    log_view(request.actor, person)
    return show(request, person)


def on_to(request, pk, person, url):
    messages.info(request, NOW_ANOTHER.format(old=Person(pk=pk).number, new=person.number))
    return redirect(url)


def show(request, person, *, move=None, contact=None, document=None, journey=None):
    """The page of a person. The forms that came back with errors stand open, with all that was typed."""
    actor = request.actor
    context = {
        "person": person,
        "kelurahan_names": {person.territory.kelurahan_code: person.kelurahan},
        "journeys": journeys_of(person, actor, move),
        "lost_move": move,
        "came_back": any((move, contact, document, journey)),
        "today": today(),
    }
    if actor.has_perm("cases.register_person"):
        contacts = Contact.objects.visible_to(actor).filter(person=person)
        documents = Document.objects.visible_to(actor).filter(person=person).with_file_count()
        documents = repair.with_replaceable(documents, actor)
        context |= {
            "contacts": contacts,
            "documents": documents,
            "may_correct": correction.may_correct(person, actor) and not person.is_restricted,
            "contact_form": contact or ContactForm(),
            "document_form": document or DocumentForm(),
            "journey_form": journey or NewJourneyForm(actor=actor),
            "opens": request.GET.get(field_link.OPENS),
            **what_is_missing(person, next(iter(context["journeys"]), None), contacts, documents, actor),
        }
        for newest in context["journeys"][:1]:
            reason = next((change.reason for change in newest.history.all()), "")
            newest.repairs = repair.ways(person, newest, reason, documents)
        if journey:
            context |= talk_about_typed(journey, Journey(person=person), request)
    if actor.has_perm("cases.view_case"):
        context["cases"] = CasePerson.objects.visible_to(actor).filter(person=person).select_related("case")
    if actor.has_perm("cases.view_letter"):
        context["letters"] = Letter.objects.visible_to(actor).filter(person=person)
    if any(move in journey.forms for journey in context["journeys"]):
        context["lost_move"] = None  # it stands, open, among the steps
    return render(request, "cases/register/person_detail.html", context, status=uploads.status_for(move, document))


def what_is_missing(person, journey, contacts, documents, actor):
    """The score, the boxes this actor is asked to fill, and what is left to others."""
    found = completeness.of(person, journey, contacts, documents)
    to_fill = [] if person.is_restricted else completeness.links(found, person, journey, actor)
    mine = {link.label for link in to_fill}
    return {
        "completeness": found,
        "to_fill": to_fill,
        "left_to_others": [label for label in found.missing if label not in mine],
    }


def journeys_of(person, actor, failed=None):
    """The journeys with their timelines, each with a form for every step this actor may take now."""
    readable = StoredFile.objects.readable_by(actor)
    found = Journey.objects.visible_to(actor).filter(person=person).annotate(owed_visits=talk.owed_visits())
    journeys = list(found.prefetch_related(histories(actor, readable), talk.told()))
    for journey in journeys:
        journey.person, journey.visits_owed = person, list(talk.visits_of(journey))
        journey.forms = [
            failed
            if failed and (failed.journey_pk, failed.step) == (journey.pk, step)
            else JourneyMoveForm(step, actor=actor, journey=journey)
            for step in journey.moves_for(actor)
        ]
    return journeys


@require_POST
@permission_required("cases.register_person", raise_exception=True)
def add_contact(request, pk):
    person = load_person(request, pk)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return show(request, person, contact=form)
    try:
        registration.add_contact(person, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return show(request, person, contact=form)
    messages.success(request, "Kontak tersimpan.")
    return redirect(person)


@require_POST
@permission_required("cases.register_person", raise_exception=True)
def add_document(request, pk):
    person = load_person(request, pk)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            registration.add_document(person, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Dokumen tersimpan.")
            return redirect(person)
    return show(request, person, document=form)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.correct_registration", raise_exception=True)
def edit_person(request, pk):
    person = load_person(request, pk)
    if person.pk != pk and request.method != "POST":
        return on_to(request, pk, person, reverse("cases:edit_person", args=[person.pk]))
    is_fixed = not registration.may_correct_identity(person, request.actor)
    form = PersonForm(request.POST or None, person=person, is_fixed=is_fixed)
    context = {"form": form, "person": person, "title": "Ubah data warga"}
    if form.is_valid():
        try:
            nik_guesses.check(request.actor, form.cleaned_data["nik"])
            registration.correct(person, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            nik_guesses.note(request.actor, person, error)
            context["differences"] = differences_from(PersonForm(person=load_person(request, pk)), form, error)
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect(person)
    return render(request, "cases/register/person_form.html", context)


def differences_from(stored, form, error):
    """Both versions, where another editor was faster; nothing where the error is another one."""
    return renew(form, stored) if getattr(error, "code", "") == "changed" else []


@require_safe
@permission_required("cases.place_journey", raise_exception=True)
def person_changes(request, pk):
    person = load_person(request, pk)
    log_view(request.actor, person)
    records = merging.records_of(person)
    context = {"person": person, "changes": changes_of(records), "parts": changes_of_parts(records)}
    return render(request, "cases/register/person_changes.html", context)
