from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Territory
from cases.forms.offers.visit import VisitForm
from cases.models import Visit
from cases.rules.offers import talk
from cases.rules.paging import page_of
from lib.clock import today


@require_safe
@permission_required("cases.visit_family", raise_exception=True)
def visits(request):
    rows = Visit.objects.visible_to(request.actor).open().select_related("journey__person__territory")
    page = page_of(rows, request.GET.get("page"))
    context = {
        "page": page,
        "visits": talk.with_signs(list(page.object_list)),
        "kelurahan_names": Territory.objects.kelurahan_names(),
        "today": today(),
    }
    return render(request, "cases/offers/visit_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.visit_family", raise_exception=True)
def visit(request, pk):
    found = load_visit(request, pk)
    form = VisitForm(request.POST or None)
    if form.is_valid() and finished(found, form, request.actor):
        messages.success(request, "Kunjungan tercatat. Terima kasih sudah datang ke keluarga ini.")
        return redirect("cases:visits")
    context = {"visit": found, "form": form, "signs": talk.signs(found.flags)}
    return render(request, "cases/offers/visit_form.html", context)


def load_visit(request, pk):
    rows = Visit.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("journey__person", "done_by__office"), pk=pk)


def finished(found, form, actor):
    """True once it is written down; otherwise the form says why not."""
    data = form.cleaned_data
    try:
        talk.finish_visit(found, outcome=data["outcome"], note=data["note"], by=actor, on=data["happened_on"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
