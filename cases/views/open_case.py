from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render

from cases import intake
from cases.forms.open_case import OpenCaseForm
from cases.forms.person_picker import PersonPickerForm
from cases.views.case import case_or_404

SEARCH = "cari"  # the button that only looks for people; the rest of the form comes back as it was typed


@permission_required("cases.open_case", raise_exception=True)
def open_case(request):
    is_search = SEARCH in request.POST
    picker = PersonPickerForm(request)
    form = OpenCaseForm(request.POST or None)
    if request.method == "POST" and not is_search and picker.is_valid() and form.is_valid():
        case = _open(request.actor, picker.chosen(), **form.cleaned_data)
        messages.success(request, f"Kasus {case.number} dibuka.")
        return redirect(case)
    if is_search:
        form.errors.clear()
    return render(request, "cases/case_form.html", {"form": form, "picker": picker})


def _open(actor, persons, **fields):
    return intake.open_case(persons=persons, by=actor, happened_on=fields["reported_on"], **fields)


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
    return render(request, "cases/case_person_form.html", {"case": case, "picker": picker})
