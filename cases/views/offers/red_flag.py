from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.offers.red_flag import OfferTrialForm, RedFlagForm
from cases.models import RedFlag
from cases.rules.offers import offer_context, red_flag
from cases.rules.paging import page_of
from cases.values.offer import Offer


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.manage_red_flag", raise_exception=True)
def red_flags(request):
    """All signs, and a place to try them on an offer. What is tried is posted, read and forgotten."""
    form = OfferTrialForm(request.POST or None)
    reading = _tried(form) if form.is_valid() else None
    page = page_of(RedFlag.objects.all(), request.GET.get("page"))
    return render(request, "cases/offers/red_flag_list.html", {"page": page, "form": form, "reading": reading})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.manage_red_flag", raise_exception=True)
def add_red_flag(request):
    return _edit(request, RedFlag(), "Tanda baru")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.manage_red_flag", raise_exception=True)
def edit_red_flag(request, code):
    flags = RedFlag.objects.select_for_update() if request.method == "POST" else RedFlag.objects
    return _edit(request, get_object_or_404(flags, code=code), "Ubah tanda")


def _tried(form):
    return red_flag.read(Offer(form.cleaned_data["text"]), RedFlag.objects.active(), offer_context.in_force())


def _edit(request, flag, title):
    form = RedFlagForm(request.POST or None, instance=flag)
    if form.is_valid():
        form.save()
        messages.success(request, "Tanda bahaya tersimpan dan langsung dipakai.")
        return redirect("cases:red_flags")
    return render(request, "cases/offers/red_flag_form.html", {"form": form, "title": title})
