from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import log_view
from accounts.models import Territory
from cases.forms.register.person import RevealForm
from cases.forms.register.verification import FORMS, AcceptForm, NotResidentForm, ReferForm, ReturnForm, forms_for
from cases.models import Journey, StoredFile
from cases.rules.clocks import holiday
from cases.rules.paging import page_of
from cases.rules.privacy import paper_reason
from cases.rules.register import completeness
from cases.rules.register import verification as rules
from cases.rules.register.completeness import IDENTITY_PAPERS
from cases.states.journey import JourneyStatus
from lib.clock import today

DEEDS = {
    AcceptForm.key: rules.accept,
    ReturnForm.key: rules.send_back,
    ReferForm.key: rules.refer,
    NotResidentForm.key: rules.find_not_resident,
}
SAID = {
    JourneyStatus.VERIFIKASI_KELURAHAN: "Diterima. Disnaker sekarang bisa melanjutkan.",
    JourneyStatus.PERLU_PERBAIKAN: "Dikembalikan. Ketua RT melihat apa yang perlu diperbaiki.",
    JourneyStatus.BUKAN_WARGA_KOTA: "Tercatat sebagai bukan warga kota.",
}
REFERRED = "Dirujuk. Kelurahan itu melihatnya di antrean."
NEXT_ONE = "Di bawah ini warga berikutnya."
WAITS_FOR_ANOTHER = "Pemeriksaan Anda tercatat. Satu petugas lain masih harus memeriksa."


@require_safe
@permission_required("cases.confirm_verification", raise_exception=True)
def verifications(request):
    page = page_of(rules.with_looks(rules.queue(request.actor)), request.GET.get("page"))
    closed_days = holiday.closed_days()
    for journey in page:
        add_facts(journey, request.actor)
        journey.days_waited = rules.days_waited(journey, today(), closed_days)
        journey.is_late = journey.days_waited > rules.DUE
    context = {"page": page, "kelurahan_names": Territory.objects.kelurahan_names()}
    return render(request, "cases/register/verification_list.html", context)


def add_facts(journey, actor):
    """What the officer needs to know before he opens it."""
    journey.completeness = completeness.of_journey(journey)
    journey.seen = journey.looks()
    journey.wants_two = journey.needs_two(journey.seen)
    journey.is_mine_done = any(look.by.user_id == actor.user_id for look in journey.seen)


def load_waiting(request, pk):
    """An entry this officer may look at; one that is decided already is shown with what became of it."""
    return get_object_or_404(rules.with_looks(Journey.objects.visible_to(request.actor)), pk=pk)


@require_safe
@permission_required("cases.confirm_verification", raise_exception=True)
def verification(request, pk):
    journey = load_waiting(request, pk)
    log_view(request.actor, journey.person)
    return show(request, journey)


def show(request, journey, sent=None):
    actor, person, names = request.actor, journey.person, Territory.objects.kelurahan_names()
    add_facts(journey, actor)
    is_waiting = rules.waits_for(journey, actor)
    now = timezone.now()
    photos = list(paper_reason.with_reasons(photos_of(person, actor), actor, now))
    context = {
        "journey": journey,
        "person": person,
        "is_waiting": is_waiting,
        **rules.against_nik(person, today()),
        "doubles": rules.doubles_of(person, actor) if is_waiting else [],
        "photos": photos,
        "shut": paper_reason.shut(photos, actor, now, waits=journey.status == JourneyStatus.TERDATA_RT),
        "reason_form": RevealForm(),
        "decisions": forms_for(journey, actor, names, sent) if is_waiting else [],
        "sent": sent,
        "next": rules.next_after(journey, actor),
        "kelurahan_names": names,
    }
    return render(request, "cases/register/verification_detail.html", context)


def photos_of(person, actor):
    """The cards as somebody photographed them, as far as this office may look at them."""
    files = StoredFile.objects.readable_by(actor).filter(document__person=person, document__kind__in=IDENTITY_PAPERS)
    return files.select_related("document")


@require_POST
@permission_required("cases.confirm_verification", raise_exception=True)
def decide_verification(request, pk, decision):
    """Accept, return, refer, not of this city; afterwards the next in the queue."""
    journey = load_waiting(request, pk)
    if decision not in FORMS:
        raise Http404
    names = Territory.objects.kelurahan_names()
    form = FORMS[decision](request.POST, journey=journey, actor=request.actor, names=names)
    following = rules.next_after(journey, request.actor)
    if form.is_valid() and (said := decided(request, journey, form)):
        messages.success(request, f"{said} {NEXT_ONE}" if following else said)
        return redirect("cases:verification", following.pk) if following else redirect("cases:verifications")
    journey = load_waiting(request, pk)
    form.renew(journey)
    return show(request, journey, sent=form)


def decided(request, journey, form):
    """Of whom what was decided, once it is written: the page that follows shows another. Else the form says why not."""
    try:
        after = DEEDS[form.key](journey, by=request.actor, on=today(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return ""
    waits = REFERRED if after.person.territory_id != journey.person.territory_id else WAITS_FOR_ANOTHER
    return f"{after.person.number}: {SAID.get(after.status, waits)}"
