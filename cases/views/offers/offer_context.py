from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.offers.offer_context import OfferContextForm
from cases.models import OfferContext
from cases.rules.paging import page_of


@require_safe
@permission_required("cases.manage_red_flag", raise_exception=True)
def offer_contexts(request):
    page = page_of(OfferContext.objects.all(), request.GET.get("page"))
    return render(request, "cases/offers/offer_context_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.manage_red_flag", raise_exception=True)
def edit_offer_context(request, code):
    rows = OfferContext.objects.select_for_update() if request.method == "POST" else OfferContext.objects
    row = get_object_or_404(rows, code=code)
    form = OfferContextForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, "Kata-kata tersimpan dan langsung dipakai.")
        return redirect("cases:offer_contexts")
    return render(request, "cases/offers/offer_context_form.html", {"form": form, "row": row})
