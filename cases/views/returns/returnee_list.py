"""Forty people arrive in one night: the list that another office sent, line by line (`/kasus/daftar-pulang/`)."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from accounts.access import log_view
from cases.forms.person_picker import PersonPickerForm
from cases.forms.returns.returnee_list import ReturneeForm, ReturneeListForm, chosen_forms
from cases.models import Returnee, ReturneeList
from cases.rules.paging import page_of
from cases.rules.returns import arrival, returnee_page
from cases.rules.returns import returnee_list as rules
from cases.rules.returns.arrival import PLAN
from cases.tasks import match_returnees
from lib.clock import today

SEARCH = "cari"  # the button that only looks for people; nothing is decided by it
SURE = "pasti"  # whoever is nearly sure is ticked
CHOOSE_SOME = "Pilih dulu siapa orangnya, paling sedikit di satu baris."
CONFLICT = 409
may_plan = permission_required(PLAN, raise_exception=True)
FORM = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters()
@FORM
@may_plan
def returnee_lists(request):
    """Earlier lists, and the box for a new one."""
    form = ReturneeListForm(request.actor, request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            kept = rules.receive(on=today(), by=request.actor, **form.what())
        except ValidationError as error:
            form.add_error("text" if form.cleaned_data["text"] else "file", error)
        else:
            transaction.on_commit(lambda: call_worker(kept))
            return redirect(kept)
    lists = (
        ReturneeList.objects.visible_to(request.actor)
        .with_counts(request.actor)
        .select_related("noted_by__office", "group")
    )
    page = page_of(lists, request.GET.get("page"))
    unknown = Returnee.objects.visible_to(request.actor).unidentified().count()
    return render(request, "cases/returns/returnee_lists.html", {"form": form, "page": page, "unknown": unknown})


@require_safe
@may_plan
def unidentified(request):
    """Whom nobody has recognised yet, out of all lists."""
    lines = Returnee.objects.visible_to(request.actor).unidentified().select_related("list", "decided_by__office")
    page = page_of(lines, request.GET.get("page"))
    rows = returnee_page.show(page, request.actor)
    return render(request, "cases/returns/returnee_unidentified.html", {"page": page, "rows": rows})


def list_or_404(request, pk):
    lists = ReturneeList.objects.visible_to(request.actor).select_related("noted_by__office", "group")
    return get_object_or_404(lists, pk=pk)


@FORM
@may_plan
def returnee_list(request, pk):
    """One list: how far the worker is, and its lines by what was decided about them, those that wait in one form."""
    kept = list_or_404(request, pk)
    if request.method == "POST" and _saved_chosen(request, kept):
        return redirect(kept)
    log_view(request.actor, kept)
    lines = Returnee.objects.visible_to(request.actor).filter(list=kept)
    tabs = returnee_page.tabs_of(lines)
    tab = next((tab for tab in tabs if tab.code == request.GET.get("bagian")), tabs[0])
    related = ("list", "link__person", "link__case", "decided_by__office")
    page = page_of(lines.filter(decision=tab.decision).select_related(*related), request.GET.get("page"))
    rows = returnee_page.show(page, request.actor)
    context = {
        "list": kept,
        "tabs": tabs,
        "tab": tab,
        "page": page,
        "rows": rows,
        "sure": sum(bool(row.sure) for row in rows),
        "are_sure_chosen": SURE in request.GET,
        "to_look_up": lines.filter(looked_up_at=None).count(),
        "total": sum(tab.count for tab in tabs),
        "left_out": _left_out(kept, request.actor) if tab.code == returnee_page.OURS else None,
    }
    is_progress = request.htmx and request.htmx.target == "returnee-progress"
    template = "cases/returns/_returnee_progress.html" if is_progress else "cases/returns/returnee_list.html"
    answer = render(request, template, context)
    if is_progress and not context["to_look_up"]:
        answer["HX-Refresh"] = "true"
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _saved_chosen(request, kept):
    """False where nobody was chosen. Each line is kept by itself: what a colleague was faster with stops no other."""
    lines = Returnee.objects.visible_to(request.actor).filter(list=kept)
    forms = chosen_forms(request.actor, request.POST, lines)
    refused = [(form.line, said) for form in forms if (said := _refusal(form, request.actor))]
    if not forms:
        messages.error(request, CHOOSE_SOME)
    if len(forms) > len(refused):
        messages.success(request, f"{len(forms) - len(refused)} baris tersimpan.")
    for line, said in refused:
        messages.error(request, f"Baris {line.number}: {said}")
    return bool(forms)


def _refusal(form, actor):
    """Decide about one line; the sentence that says why not, if it cannot be."""
    if not form.is_valid():
        return " ".join(error for errors in form.errors.values() for error in errors)
    decision, given = form.what()
    try:
        rules.decide(form.line, decision, by=actor, **given)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _left_out(kept, actor, **more):
    return arrival.left_out(kept, rules.links_of(kept, actor), **more)


@require_POST
@may_plan
def look_again(request, pk):
    kept = rules.look_again(list_or_404(request, pk), by=request.actor)
    transaction.on_commit(lambda: call_worker(kept))
    messages.success(request, "Yang belum dikenali dicocokkan lagi dengan data warga hari ini.")
    return redirect(kept)


@sensitive_post_parameters()
@FORM
@may_plan
def returnee(request, pk, line_pk):
    """One line beside everybody it may be; whoever is not among them is looked for by name or NIK."""
    kept = list_or_404(request, pk)
    lines = Returnee.objects.visible_to(request.actor).select_related(
        "list", "link__person", "link__case", "decided_by__office"
    )
    line = get_object_or_404(lines, list=kept, pk=line_pk)
    is_search, before = SEARCH in request.POST, line.link
    form = ReturneeForm(request.actor, request.POST or None, line=line)
    if request.method == "POST" and not is_search and form.is_valid():
        decision, given = form.what()
        try:
            decided = rules.decide(line, decision, by=request.actor, **given)
        except ValidationError as error:
            line = lines.get(pk=line.pk)
            form.add_error(None, error)
            form.renew(line.version)
        else:
            return _decided(request, decided, before)
    return _line_page(request, line, form, is_search)


def _line_page(request, line, form, is_search):
    picker = PersonPickerForm(request)
    if is_search:
        form.errors.clear()
    log_view(request.actor, line)
    (row,) = returnee_page.show([line], request.actor, more=picker.found())
    context = {"line": line, "row": row, "form": form, "picker": picker}
    is_late = form.is_bound and form.has_error("__all__")
    return render(request, "cases/returns/returnee.html", context, status=CONFLICT if is_late else 200)


def _decided(request, line, before):
    """Where another one comes in somebody's place, his flight is already written down and waits for one press."""
    where = f": kasus {line.link.case.number}" if line.link else ""
    messages.success(request, f"Baris {line.number} tersimpan: {line.get_decision_display().lower()}{where}.")
    if before and line.link and line.link != before and _left_out(line.list, request.actor, or_cancelled=True):
        return redirect(f"{reverse('cases:plan_returnees', args=[line.list_id])}?ganti=1")
    return redirect(line.list)


def call_worker(kept):
    """Without a broker the clock finds the list as soon as it is back."""
    try:
        match_returnees.apply_async([str(kept.pk)], retry=False)
    except OperationalError:
        return
