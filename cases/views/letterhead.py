from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.letter import LetterheadForm
from cases.letter import letterhead_of


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.issue_letter", raise_exception=True)
def edit_letterhead(request):
    form = LetterheadForm(request.POST or None, instance=letterhead_of(request.actor.territory))
    if form.is_valid():
        form.save()
        messages.success(request, "Kop surat tersimpan. Surat yang sudah terbit tidak berubah.")
        return redirect("cases:letters")
    return render(request, "cases/letterhead.html", {"form": form})
