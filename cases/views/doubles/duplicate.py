from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from accounts.models import Territory
from cases.forms.doubles.duplicate import AnswerForm, DuplicateForm
from cases.models import DuplicatePair, Person
from cases.rules.doubles import merging, merging_undo, pair_page
from cases.rules.paging import page_of
from cases.rules.register import duplicates as rules
from lib.clock import today

RELATED = ("first__territory", "second__territory", "decided_by__office", "answered_by__office")
UNDONE = "Penggabungan dibatalkan. Kedua data kembali seperti semula."
MERGED = "Kedua data sudah digabung. Kalau keliru, bisa dibatalkan dalam 30 hari."


@require_safe
@permission_required("cases.decide_duplicate", raise_exception=True)
def duplicates(request):
    pairs = DuplicatePair.objects.visible_to(request.actor).open().select_related(*RELATED).surest_first()
    page = page_of(pairs, request.GET.get("page"))
    keys = [key for pair in page for key in (pair.first_id, pair.second_id)]
    in_sight = set(Person.objects.visible_to(request.actor).filter(pk__in=keys).values_list("pk", flat=True))
    context = {"page": page, "in_sight": in_sight, "kelurahan_names": Territory.objects.kelurahan_names()}
    context["merges"] = merging.undoable(request.actor, timezone.now())
    return render(request, "cases/doubles/duplicate_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.decide_duplicate", raise_exception=True)
def duplicate(request, pk):
    pair = load_pair(request, pk)
    kelurahan_names = Territory.objects.kelurahan_names()
    page = pair_page.show(pair, request.actor, today(), kelurahan_names)
    known = {"persons": page.persons, "may_decide": page.is_whole, "kelurahan_names": kelurahan_names}
    form = DuplicateForm(request.POST or None, **known)
    if form.is_valid() and decided(request, pair, form):
        return redirect("cases:duplicates")
    log_view(request.actor, pair)
    if request.method == "POST":  # somebody else may have decided meanwhile
        if not DuplicatePair.objects.visible_to(request.actor).filter(pk=pk).exists():
            messages.error(request, rules.GONE)
            return redirect("cases:duplicates")
        pair = load_pair(request, pk)
    merge = None if pair.is_open else merging.running(pair)
    context = {"pair": pair, "page": page, "form": form, "merge": merge}
    context["may_undo"] = merge and merging_undo.may_undo(merge, request.actor) and timezone.now() <= merge.undo_until
    return render(request, "cases/doubles/duplicate_detail.html", context)


def load_pair(request, pk):
    pairs = DuplicatePair.objects.visible_to(request.actor).select_related(*RELATED)
    return get_object_or_404(pairs, pk=pk)


def decided(request, pair, form):
    """True once the decision is written; otherwise the form says why not."""
    decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
    try:
        if decision == DuplicatePair.Decision.SAMA:
            merging.merge(pair, by=request.actor, reason=reason, chosen=form.chosen)
        elif decision == DuplicatePair.Decision.LAIN:
            rules.keep_apart(pair, by=request.actor, reason=reason)
        else:
            rules.ask(pair, by=request.actor, question=reason)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, MERGED if decision == DuplicatePair.Decision.SAMA else "Keputusan tersimpan.")
    return True


@require_POST
@permission_required("cases.decide_duplicate", raise_exception=True)
def undo_merge(request, pk):
    pair = load_pair(request, pk)
    done = merging.running(pair)
    try:
        if done is None:
            raise ValidationError(merging_undo.ALREADY_UNDONE)
        remains = merging_undo.undo(done, by=request.actor, now=timezone.now()).remains
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, " ".join([UNDONE, *remains]))
    return redirect(pair)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.answer_duplicate", raise_exception=True)
def question(request, pk):
    """What an RT is asked about a resident of its own; of the other one it learns nothing."""
    pair = get_object_or_404(rules.questions_for(request.actor), pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            rules.answer(pair, by=request.actor, text=form.cleaned_data["answer"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Jawaban terkirim. Terima kasih.")
            return redirect("home")
    people = Person.objects.visible_to(request.actor).filter(pk__in=[pair.first_id, pair.second_id])
    return render(request, "cases/doubles/duplicate_question.html", {"pair": pair, "form": form, "people": people})
