from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import CITY_CODE
from cases.forms.letters.letter import CityLetterheadForm, LetterheadForm
from cases.rules.letters.letter import letterhead_of


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.edit_letterhead", raise_exception=True)
def edit_letterhead(request):
    of_city = request.actor.territory.code == CITY_CODE
    own = letterhead_of(request.actor.territory)
    form = (CityLetterheadForm if of_city else LetterheadForm)(request.POST or None, instance=own)
    register = "cases:case_letters" if of_city else "cases:letters"
    if form.is_valid():
        form.save()
        messages.success(request, "Kop surat tersimpan. Surat yang sudah terbit tidak berubah.")
        return redirect(register)
    return render(request, "cases/letters/letterhead.html", {"form": form, "register": register})
