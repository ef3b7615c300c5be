from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Territory
from cases import duplicates, registration
from cases.forms.fields import NikField
from cases.forms.registration import RegistrationForm
from cases.models import NikConflict, Person
from cases.values.identity import read_nik
from lib.clock import today

# Sent by hand over WhatsApp to whoever asked; names nobody.
SHARE_TEXT = (
    "Pendataan pekerja migran dari RT sudah masuk ke Kota Pangkalpinang. Kelurahan akan memeriksa datanya. "
    "Urusan ini gratis. Kalau ada yang meminta uang, beri tahu RT atau Disnaker."
)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.register_person", raise_exception=True)
def register(request):
    """One form for an RT head on a phone; the offices above choose the RT first."""
    kelurahan = chosen_kelurahan(request)
    if kelurahan is None:
        return choose_kelurahan(request)
    form = RegistrationForm(request.POST or None, actor=request.actor, places=places_in(kelurahan, request.actor))
    if form.is_bound and form.sent_uuid and registration.find_earlier(form.sent_uuid):
        return redirect("cases:registered", form.sent_uuid)
    if form.is_valid():
        save(request, form)
        return redirect("cases:registered", form.cleaned_data["client_uuid"])
    context = {"form": form, "kelurahan": kelurahan, "kelurahan_names": Territory.objects.kelurahan_names()}
    return render(request, "cases/registration.html", context)


def chosen_kelurahan(request):
    """The actor's own kelurahan; who has several says which one in the address."""
    own = request.actor.territory
    code = own.kelurahan_code or request.GET.get("kelurahan", "")
    kelurahan = Territory.objects.filter(level=Territory.Level.KELURAHAN).valid(today())
    return kelurahan.filter(code=code).first() if "\0" not in code else None


def places_in(kelurahan, actor):
    """The RTs of a kelurahan that lie in the actor's own territory."""
    places = Territory.objects.visible_to(actor).inside(kelurahan).valid(today())
    return places.filter(level=Territory.Level.RT).order_by("code")


def choose_kelurahan(request):
    kelurahan = Territory.objects.visible_to(request.actor).valid(today()).filter(level=Territory.Level.KELURAHAN)
    return render(request, "cases/registration_place.html", {"places": kelurahan.order_by("name")})


def save(request, form):
    data = form.cleaned_data
    done = registration.register(
        client_uuid=data["client_uuid"],
        person=form.person_fields(),
        journey=form.journey_fields(),
        contacts=form.contacts(),
        passport=data["passport"],
        status=data["stage"],
        source=data["source"],
        happened_on=today(),
        by=request.actor,
    )
    for sentence in form.warnings() if done.person else []:
        messages.warning(request, sentence)


@require_safe
@permission_required("cases.register_person", raise_exception=True)
def registered(request, client_uuid):
    """The confirmation; the same page however often the form arrives."""
    person = Person.objects.visible_to(request.actor).filter(client_uuid=client_uuid).first()
    reported = NikConflict.objects.reported_by(request.actor).filter(client_uuid=client_uuid)
    if person is None and not reported.exists():
        raise Http404
    known_elsewhere = bool(person) and duplicates.elsewhere(person, request.actor)
    context = {"person": person, "share_text": SHARE_TEXT, "known_elsewhere": known_elsewhere}
    return render(request, "cases/registered.html", context)


@require_POST
@permission_required("cases.register_person", raise_exception=True)
def nik_hint(request):
    """What the digits say, beside the box in which they were just typed. Never in an address: this is a POST."""
    field = NikField(required=False)
    try:
        nik, error = field.clean(request.POST.get("nik", "")), ""
    except ValidationError as problem:
        nik, error = "", problem.messages[0]
    facts = read_nik(nik, today()) if nik else None
    return render(request, "cases/_nik_hint.html", {"nik": nik, "facts": facts, "error": error})
