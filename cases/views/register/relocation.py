from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from accounts.models import Territory
from cases.forms.register.relocation import AcceptForm, RefuseForm, RelocationForm
from cases.models import Relocation
from cases.rules.paging import page_of
from cases.rules.register import relocation as rules
from cases.views.register.person import load_person
from lib.clock import today


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(rules.PERMISSION, raise_exception=True)
def relocate(request, pk):
    """Pindah RT: done at once inside the kelurahan, offered to another one."""
    person = load_person(request, pk)
    form = RelocationForm(request.POST or None, person=person, destinations=rules.destinations(person, today()))
    made = sent_before(form, request.actor) or (form.is_valid() and relocated(person, form, request.actor))
    if made:
        sentence = "Perpindahan menunggu kelurahan tujuan." if made.is_waiting else "Warga ini sudah pindah RT."
        messages.success(request, sentence)
        return redirect(made if made.is_waiting else person)
    moves = Relocation.objects.visible_to(request.actor).filter(person=person)
    context = {
        "person": person,
        "form": form,
        "moves": moves.select_related("origin", "destination", "asked_by__office")[:10],
        "waiting": moves.waiting().first(),
        "kelurahan_names": Territory.objects.kelurahan_names(),
    }
    return render(request, "cases/register/relocation_form.html", context)


def sent_before(form, actor):
    """What this very form became: the places it offered are others now."""
    return form.is_bound and Relocation.objects.visible_to(actor).filter(pk=form.sent_uuid).first()


def relocated(person, form, actor):
    """What was written, or None with the form saying why not."""
    try:
        return rules.relocate(person, by=actor, on=today(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        form.renew(person)
        return None


@require_safe
@permission_required(rules.PERMISSION, raise_exception=True)
def relocations(request):
    """Those that wait for an answer, the oldest first."""
    waiting = Relocation.objects.visible_to(request.actor).waiting().select_related("person", "origin", "destination")
    page = page_of(waiting.order_by("asked_at", "pk"), request.GET.get("page"))
    context = {"page": page, "kelurahan_names": Territory.objects.kelurahan_names()}
    return render(request, "cases/register/relocation_list.html", context)


@require_safe
@permission_required(rules.PERMISSION, raise_exception=True)
def relocation(request, pk):
    return show(request, load(request, pk))


def load(request, pk):
    related = ("person__territory", "origin", "destination", "asked_by__office", "decided_by__office")
    return get_object_or_404(Relocation.objects.visible_to(request.actor).select_related(*related), pk=pk)


def load_offer(request, pk):
    """One that is the actor's to answer."""
    relocation = load(request, pk)
    if not request.actor.territory.contains(relocation.destination):
        raise PermissionDenied
    return relocation


def show(request, relocation, *, accept=None, refuse=None):
    log_view(request.actor, relocation)
    territory = request.actor.territory
    context = {
        "relocation": relocation,
        "name": rules.name_for(relocation, request.actor),
        "sees_person": territory.contains(relocation.person.territory),
        "may_answer": relocation.is_waiting and territory.contains(relocation.destination),
        "may_withdraw": relocation.is_waiting and territory.contains(relocation.origin),
        "accept_form": accept or AcceptForm(places=rules.rt_inside(relocation.destination, today())),
        "refuse_form": refuse or RefuseForm(),
        "kelurahan_names": Territory.objects.kelurahan_names(),
    }
    return render(request, "cases/register/relocation_detail.html", context)


@require_POST
@permission_required(rules.PERMISSION, raise_exception=True)
def accept_relocation(request, pk):
    relocation = load_offer(request, pk)
    form = AcceptForm(request.POST, places=rules.rt_inside(relocation.destination, today()))
    if not form.is_valid():
        return show(request, relocation, accept=form)
    if answered(request, rules.accept, relocation, on=today(), **form.cleaned_data):
        messages.success(request, "Warga ini sekarang tercatat di kelurahan Anda.")
    return redirect(relocation)


@require_POST
@permission_required(rules.PERMISSION, raise_exception=True)
def refuse_relocation(request, pk):
    relocation = load_offer(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return show(request, relocation, refuse=form)
    if answered(request, rules.refuse, relocation, **form.cleaned_data):
        messages.success(request, "Jawaban tersimpan. Warga ini tetap di kelurahan asal.")
    return redirect(relocation)


@require_POST
@permission_required(rules.PERMISSION, raise_exception=True)
def withdraw_relocation(request, pk):
    relocation = load(request, pk)
    if answered(request, rules.withdraw, relocation):
        messages.success(request, "Perpindahan ditarik kembali.")
    return redirect(relocation)


def answered(request, deed, relocation, **given):
    """True once it is written; who comes second is told what stands."""
    try:
        deed(relocation, by=request.actor, **given)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
        return False
    return True
