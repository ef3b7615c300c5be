from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.forms.reminders.duty import DutyForm
from cases.rules.reminders import duty
from lib.clock import today


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.manage_duty", raise_exception=True)
def roster(request):
    """Who carries the 24-hour phone: now, and in the turns to come."""
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and entered(request, form):
        messages.success(request, "Jadwal piket tersimpan.")
        return redirect("cases:duty_roster")
    now = timezone.now()
    context = {"form": form, "turns": duty.coming(now), "now": now, "told": duty.on_duty(now, today())}
    return render(request, "cases/reminders/duty_roster.html", context)


def entered(request, form):
    fields = dict(form.cleaned_data)
    try:
        return duty.enter(key=fields.pop("client_uuid"), by=request.actor, **fields)
    except ValidationError as error:
        form.add_error("starts_at", error)
        return None


@require_POST
@permission_required("cases.manage_duty", raise_exception=True)
def strike_duty(request, pk):
    if duty.strike(pk):
        messages.success(request, "Jadwal piket dihapus.")
    return redirect("cases:duty_roster")
