"""A number in full, once the reason is noted: on this one answer and nowhere else."""

from django.shortcuts import render

from cases.forms.privacy.number_reveal import ReasonForm
from cases.rules.privacy.reveal import reveal

TO_RING = {"pelapor", "penanya", "perekrut"}  # names of reveal.FIELDS; the others are to be read or copied


def open_number(request, record, field, title, *, back, hint=""):
    """`back` is the Link to the page it came from; `hint` says how the number may be used."""
    form = ReasonForm(request.POST or None)
    value = reveal(record, field, by=request.actor, **form.cleaned_data) if form.is_valid() else ""
    context = {"title": title, "form": form, "value": value, "back": back, "hint": hint}
    return render(request, "cases/privacy/number_reveal.html", context | {"is_to_ring": field in TO_RING})
