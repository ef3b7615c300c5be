from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from cases.forms.register.correction import RemovalForm
from cases.forms.versions import renew


def ask_and_remove(request, person, record, remove, words):
    """Ask for the reason, then take a contact or a paper off the list of its person."""
    form = RemovalForm(request.POST if request.method == "POST" else None, initial={"version": record.version})
    if form.is_valid():
        try:
            remove(by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            if getattr(error, "code", "") == "gone":
                return removed_already(request, person)
            form.add_error(None, error)
            if getattr(error, "code", "") == "changed":
                renew(form, RemovalForm(initial={"version": record.version}))
        else:
            messages.success(request, "Sudah dihapus. Riwayatnya tetap tersimpan.")
            return redirect(person)
    return render(
        request, "cases/register/correction_remove.html", {"form": form, "person": person, "record": record} | words
    )


def removed_already(request, person):
    """Second click, second phone: said as it is. An address that never was is not found."""
    if request.method != "POST":
        raise Http404
    messages.success(request, "Sudah dihapus. Riwayatnya tetap tersimpan.")
    return redirect(person)
