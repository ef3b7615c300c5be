from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.letters.signed_sheet import SignedSheetForm
from cases.models import SignedSheet
from cases.rules import uploads
from cases.rules.letters import signed_sheet as rules
from cases.states.case_letter import ISSUED
from cases.views.letters.case_letter import load_letter, may_write

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@may_write
def signed_sheet(request, pk):
    """The scans of one letter, and the box for the first or a better one."""
    letter = load_letter(request, pk)
    if letter.status not in ISSUED:
        messages.warning(request, rules.NOT_ISSUED)
        return redirect(letter)
    form = SignedSheetForm(letter, request.POST or None, request.FILES or None)
    status = None
    if form.is_valid():
        data = form.cleaned_data
        given = {name: data[name] for name in ("seen", "client_uuid", "because") if name in data}
        try:
            rules.keep(letter, data["file"], by=request.actor, **given)
        except ValidationError as error:
            form.add_error(None, error)
            status = CONFLICT if getattr(error, "code", "") == "changed" else None
        else:
            messages.success(request, "Lembar bertanda tangan tersimpan.")
            return redirect(letter)
    sheets = (
        SignedSheet.objects.visible_to(request.actor).filter(letter=letter).select_related("by__user", "by__office")
    )
    context = {"letter": letter, "form": form, "sheets": sheets}
    return render(request, "cases/letters/signed_sheet_form.html", context, status=status or uploads.status_for(form))
