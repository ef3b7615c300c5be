from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import log_view
from accounts.models import Territory
from cases.forms.doubles.nik_conflict import NikConflictForm, UndoForm
from cases.models import NikConflict, NikQuestion, StoredFile
from cases.models.nik_conflict import UNDO_FOR
from cases.rules.doubles import nik_conflict as rules
from cases.rules.doubles import nik_conflict_undo
from cases.rules.offers import talk
from cases.rules.paging import page_of
from cases.rules.privacy import paper_reason

Decision = NikConflict.Decision
SAVED = {
    Decision.SAMA: "Keputusan tersimpan. Kalau keliru, bisa dibatalkan dalam 30 hari.",
    Decision.LAIN: "Keputusan tersimpan.",
    Decision.TANYA_RT: "Pertanyaan terkirim. Jawaban RT akan muncul di beranda Anda dan di halaman NIK ini.",
}
TAKEN_BACK = "Keputusan dibatalkan. Isian itu sekarang tercatat sebagai warga sendiri, lengkap dengan perjalanannya."
JOINED = "disatukan"  # the part of the list that can still be taken back


@require_safe
@permission_required("cases.decide_nik_conflict", raise_exception=True)
def nik_conflicts(request):
    is_joined = request.GET.get("bagian") == JOINED
    conflicts = NikConflict.objects.visible_to(request.actor)
    joined = conflicts.joined_since(timezone.now() - UNDO_FOR)
    found = joined if is_joined else conflicts.open().order_by("reported_at", "pk")
    related = ("territory", "person__territory", "reported_by__office", "decided_by__office")
    page = page_of(found.select_related(*related), request.GET.get("page"))
    context = {"page": page, "is_joined": is_joined, "kelurahan_names": Territory.objects.kelurahan_names()}
    return render(request, "cases/doubles/nik_conflict_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.decide_nik_conflict", raise_exception=True)
def nik_conflict(request, pk):
    conflict = load_conflict(request, pk)
    may_decide = rules.may_decide(conflict, request.actor)
    form = NikConflictForm(request.POST or None, may_decide=may_decide)
    if form.is_valid() and decided(conflict, form, request.actor):
        messages.success(request, SAVED[form.cleaned_data["decision"]])
        return redirect("cases:nik_conflicts")
    if request.method == "POST":
        conflict = load_conflict(request, pk)
    log_view(request.actor, conflict)
    photos = StoredFile.objects.readable_by(request.actor).filter(conflict=conflict)
    photos = list(photos.select_related("document", "conflict").order_by("kind", "recorded_at"))
    context = {
        "conflict": conflict,
        "form": form,
        "may_decide": may_decide,
        "sides": rules.sides(conflict, request.actor),
        "talks": talk.of_conflict(conflict, request.actor),
        "photos": photos,
        "shut": paper_reason.shut(photos, request.actor, timezone.now()),
        "questions": questions_of(conflict, request.actor),
        "earlier": nik_conflict_undo.earlier_decisions(conflict) if conflict.decision == Decision.LAIN else (),
        "may_undo": may_decide and conflict.may_be_taken_back(timezone.now()),
        "kelurahan_names": Territory.objects.kelurahan_names(),
    }
    return render(request, "cases/doubles/nik_conflict_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.decide_nik_conflict", raise_exception=True)
def undo_nik_conflict(request, pk):
    """Only for who sees both sides; where there is nothing to take back any more, the conflict itself says so."""
    conflict = load_conflict(request, pk)
    if not rules.may_decide(conflict, request.actor):
        raise PermissionDenied
    if request.method != "POST" and not conflict.may_be_taken_back(timezone.now()):
        return redirect(conflict)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            nik_conflict_undo.take_back(conflict, by=request.actor, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, TAKEN_BACK)
            return redirect(conflict)
    context = {"conflict": conflict, "form": form, "sides": rules.sides(conflict, request.actor)}
    return render(request, "cases/doubles/nik_conflict_undo.html", context)


def questions_of(conflict, actor):
    asked = NikQuestion.objects.visible_to(actor).filter(conflict=conflict)
    return asked.select_related("territory", "asked_by__office", "answered_by__office").order_by("-asked_at")


def load_conflict(request, pk):
    conflicts = NikConflict.objects.visible_to(request.actor)
    related = ("territory", "person__territory", "reported_by__office", "decided_by__office")
    return get_object_or_404(conflicts.select_related(*related), pk=pk)


def decided(conflict, form, actor):
    """True once the decision is written; otherwise the form says why not."""
    try:
        rules.decide(conflict, form.cleaned_data["decision"], by=actor, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
