from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.coordination.foreign_number import ForeignNumberForm
from cases.rules.coordination import foreign_number
from cases.views.coordination.sharing import coordination_or_404


@require_http_methods(["GET", "POST"])
@permission_required("cases.draft_coordination", raise_exception=True)
def add_number(request, number, pk):
    coordination = coordination_or_404(request, number, pk)
    form = ForeignNumberForm(request.POST or None)
    if form.is_valid():
        foreign_number.add(coordination, by=request.actor, **form.cleaned_data)
        messages.success(request, "Nomor dicatat. Kasus ini sekarang bisa dicari dengan nomor itu.")
        return redirect(coordination)
    context = {"case": coordination.case, "coordination": coordination, "form": form}
    return render(request, "cases/coordination/foreign_number_form.html", context)
