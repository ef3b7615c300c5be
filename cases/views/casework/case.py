from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import log_view
from cases.forms.casework.case_list import CaseFilterForm
from cases.forms.move import MoveForm
from cases.models import Case
from cases.rules.casework import case_list, case_page, timeline
from cases.rules.letters import case_letter
from cases.rules.paging import page_of
from lib.clock import today
from lib.search_words import opened, sealed_address


def case_or_404(request, number, more=None):
    """The case by its number; `more` asks for what hangs on it in the same question."""
    related = ("opened_by__office", "handler__office", "handler__user")
    cases = Case.objects.visible_to(request.actor).select_related(*related)
    return get_object_or_404(more(cases, request.actor) if more else cases, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.view_case", raise_exception=True)
def list_(request):
    if request.method == "POST":
        return redirect(sealed_address(request, *CaseFilterForm.FILTERS))
    asked = opened(request)
    form = CaseFilterForm(asked.query)
    wanted = form.asked()
    page = page_of(case_list.filtered(request.actor, **wanted), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": case_list.with_persons(page, request.actor),
        # Who looks for somebody wants to see whom he found, and what else waits is not counted for it.
        "cards": [] if wanted.get("q") else case_list.counts(request.actor, today()),
        "asked": asked,
    }
    return render(request, "cases/casework/case_list.html", context)


@require_safe
@permission_required("cases.view_case", raise_exception=True)
def detail(request, number):
    case = case_or_404(request, number, case_page.with_parts)
    log_view(request.actor, case)
    return render_case(request, case, step=request.GET.get("langkah"))


def render_case(request, case, *, step=None, form=None, unsaved=(), changed="", status=200):
    """The page of a case; with one step's form open, or with what became of a step that came too late."""
    asked = {"only": request.GET.get("isi", ""), "page": timeline.page_number(request.GET.get("riwayat"))}
    asked["opened"] = step or ""
    page = case_page.load(case, request.actor, today(), **asked)
    subject, move = case_page.find_step(page, step) if step else (None, None)
    if move and form is None:
        form = MoveForm(move, request.actor, reference=case_letter.number_for_step(subject.row, move))
    context = {"page": page, "case": case, "step": subject, "move": move, "form": form, "today": today()}
    context["filters"] = timeline.FILTERS.items()
    return render(
        request, "cases/casework/case_detail.html", context | {"unsaved": unsaved, "changed": changed}, status=status
    )
