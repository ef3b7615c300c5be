from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from cases.forms.casework.casefile import CasePersonForm, EditCaseForm, TieForm
from cases.forms.versions import renew
from cases.models import CasePerson, CaseTie
from cases.rules.casework import case_page, family_place, tppo
from cases.rules.casework import casefile as rules
from cases.rules.coordination import agency_persons
from cases.rules.masking import case_parts_for
from cases.views.casework.case import case_or_404
from lib.clock import today

SHOWN = 20
FORM = require_http_methods(["GET", "HEAD", "POST"])


def case_person_or_404(request, number, pk):
    case = case_or_404(request, number)
    persons = CasePerson.objects.visible_to(request.actor).select_related("person", "group")
    link = get_object_or_404(persons, case=case, pk=pk)
    link.case = case
    return case, link


@FORM
@permission_required("cases.move_case", raise_exception=True)
def edit_case(request, number):
    case = case_or_404(request, number)
    form = EditCaseForm(request.POST or None, instance=case)
    page = {"case": case, "form": form}
    if form.is_valid():
        page["differences"] = _saved(form, rules.edit_case, case, request.actor)
        if page["differences"] is None:
            messages.success(request, "Keterangan kasus diperbarui.")
            return redirect(case)
    return render(request, "cases/casework/case_edit.html", page)


@FORM
@permission_required("cases.view_case", raise_exception=True)
def case_person(request, number, pk):
    """One person in the case: read by all who see the case, written by the city."""
    case, link = case_person_or_404(request, number, pk)
    may_edit = request.actor.has_perm("cases.move_case_person")
    form = CasePersonForm(request.POST if may_edit and request.method == "POST" else None, instance=link)
    page = {"case": case, "link": link, "form": form if may_edit else None}
    if form.is_valid():
        page["differences"] = _saved(form, rules.edit_person, link, request.actor)
        if page["differences"] is None:
            messages.success(request, "Keadaan orang ini diperbarui.")
            return redirect(link)
    link.shown_place = agency_persons.place_for(link, request.actor)
    page |= {"parts": case_parts_for(request.actor), "is_close": tppo.is_close(case, request.actor)}
    page["family_places"] = family_place.taken_over(link, request.actor)[:SHOWN] if "place" in page["parts"] else []
    return render(request, "cases/casework/case_person.html", page)


def _saved(form, deed, row, actor):
    """Do the deed. Where somebody else was faster: both versions, with the typed one kept in the form."""
    try:
        deed(row, by=actor, **form.cleaned_data)
    except ValidationError as error:
        row.refresh_from_db()
        both = renew(form, type(form)(instance=row), "seen")
        form.add_error(None, error)
        return both
    return None


@FORM
@permission_required("cases.move_case", raise_exception=True)
def tie_case(request, number):
    case = case_or_404(request, number)
    form = TieForm(request.POST or None)
    if form.is_valid():
        try:
            tied = rules.tie(case, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Berkaitan dengan {tied.other(case)}.")
            return redirect(case)
    return render(request, "cases/casework/case_tie_form.html", {"case": case, "form": form})


@require_POST
@permission_required("cases.move_case", raise_exception=True)
def untie_case(request, number, pk):
    case = case_or_404(request, number)
    rules.untie(get_object_or_404(CaseTie.objects.visible_to(request.actor).of(case), pk=pk), by=request.actor)
    messages.success(request, "Kaitan dilepas.")
    return redirect(case)


@require_safe
@permission_required("cases.view_case", raise_exception=True)
def summary(request, number):
    """One page to print: what this reader may know, on paper, with his name and the hour on it."""
    case = case_or_404(request, number, case_page.with_parts)
    log_view(request.actor, case)
    page = case_page.load(case, request.actor, today())
    return render(request, "cases/casework/case_summary.html", {"case": case, "page": page, "today": today()})
