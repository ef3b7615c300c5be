from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.clocks.holiday import HolidayForm, YearForm
from cases.models import Holiday
from lib.clock import today

RECOUNTED = "Hari libur tersimpan. Tenggat yang sedang berjalan dihitung ulang malam ini."


@require_safe
@permission_required("cases.manage_holiday", raise_exception=True)
def holidays(request):
    """One year at a time; the next one is offered even while nothing is known of it."""
    this_year = today().year
    known = {day.year for day in Holiday.objects.dates("date", "year")}
    form = YearForm(sorted(known | {this_year, this_year + 1}), request.GET or {"tahun": this_year})
    year = form.asked(otherwise=this_year)
    days = Holiday.objects.filter(date__year=year)
    context = {"form": form, "year": year, "days": days, "missing": this_year + 1 not in known and this_year + 1}
    return render(request, "cases/clocks/holiday_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.manage_holiday", raise_exception=True)
def add_holiday(request):
    return _edit(request, Holiday(), "Hari libur baru")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.manage_holiday", raise_exception=True)
def edit_holiday(request, pk):
    days = Holiday.objects.select_for_update() if request.method == "POST" else Holiday.objects
    return _edit(request, get_object_or_404(days, pk=pk), "Ubah hari libur")


def _edit(request, day, title):
    form = HolidayForm(request.POST or None, instance=day)
    if form.is_valid():
        day = form.save()
        messages.success(request, RECOUNTED)
        return redirect(f"{reverse('cases:holidays')}?tahun={day.date.year}")
    return render(request, "cases/clocks/holiday_form.html", {"form": form, "title": title})
