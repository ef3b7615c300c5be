from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from cases.forms.casework.open_case import OpenCaseForm, SamePersonForm
from cases.forms.person_picker import PersonPickerForm
from cases.rules import intake
from cases.rules.casework import open_case as desk
from cases.views.casework.case import case_or_404

SEARCH = "cari"  # the button that only looks for people; the rest of the form comes back as it was typed


@permission_required("cases.open_case", raise_exception=True)
@sensitive_variables()
def open_case(request):
    is_search = SEARCH in request.POST
    picker = PersonPickerForm(request)
    persons = picker.chosen()
    form, same = OpenCaseForm(request.POST or None, persons=persons), None
    if request.method == "POST" and not is_search and picker.is_valid() and form.is_valid():
        same = _same(request, persons, form.cleaned_data)
        if same is None or same.is_valid():
            try:
                opened = desk.open_case(
                    persons=persons, by=request.actor, **form.cleaned_data, **(same.chosen() if same else {})
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return _show(request, opened)
    if is_search:
        form.errors.clear()
    return render(request, "cases/casework/case_form.html", {"form": form, "picker": picker, "same": same})


def _same(request, persons, told):
    """The question whether somebody told of this person before; None where nobody did, or it was asked and opened."""
    about = {name: told[name] for name in ("about", "reporter_phone")}
    alike = desk.alike(persons=persons, by=request.actor, **about)
    if not any(alike) or desk.earlier(told["client_uuid"], request.actor):
        return None
    return SamePersonForm(request.POST, alike=alike)


def _show(request, opened):
    """The code of who called or came is on the answer to this POST and nowhere else."""
    if not opened.code:
        if opened.case:
            messages.success(request, f"Tercatat dalam kasus {opened.case.number}.")
        return redirect(opened.case or opened.report)
    address = settings.SITE_URL.partition("://")[2] + reverse("cases:follow")
    context = {"case": opened.case, "report": opened.report, "words": opened.code.split(), "address": address}
    return render(request, "cases/casework/case_opened.html", context)


@permission_required("cases.open_case", raise_exception=True)
def add_person(request, number):
    case = case_or_404(request, number)
    picker = PersonPickerForm(request)
    if request.method == "POST" and SEARCH not in request.POST and picker.chosen():
        for person in picker.chosen():
            intake.add_person(case, person, by=request.actor, happened_on=case.reported_on)
        messages.success(request, "Orang ditambahkan ke kasus ini.")
        return redirect(case)
    if request.method == "POST" and SEARCH not in request.POST:
        messages.warning(request, "Belum ada yang dicentang. Cari namanya, beri tanda, lalu tambahkan.")
    return render(request, "cases/casework/case_person_form.html", {"case": case, "picker": picker})
