from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.register.withdraw import WithdrawForm
from cases.models import NikConflict
from cases.rules.paging import page_of
from cases.rules.register import own_entries as rules
from cases.views.register.joined_entry import nobody
from cases.views.register.registration import drafts_of
from lib.clock import today

SHOWN_CONFLICTS = 25


@require_safe
@permission_required("cases.register_person", raise_exception=True)
def own_entries(request):
    """What this office entered and what became of each."""
    office = rules.office_of(request.actor, timezone.now())
    own = rules.entered_by_office(request.actor, office.holders)
    page = page_of(rules.with_all(own, request.actor), request.GET.get("page"))
    page.object_list = rules.entries_of(page.object_list, request.actor)
    drafts = drafts_of(request)
    handed_on = NikConflict.objects.reported_by(request.actor).order_by("-reported_at")[:SHOWN_CONFLICTS]
    context = drafts | {
        "page": page,
        "task": rules.next_task(own, page.object_list, drafts["drafts"], request.actor),
        "handed_on": handed_on,
        "joined": office.joined,
    }
    return render(request, "cases/register/own_entries_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.register_person", raise_exception=True)
def withdraw_entry(request, pk):
    person = rules.entered_by_office(request.actor).filter(pk=pk).first()
    if person is None:
        raise nobody(request, pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            rules.withdraw(person, by=request.actor, reason=form.in_words, on=today())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Data ditarik. Riwayatnya tetap tersimpan.")
            return redirect("cases:own_entries")
    return render(request, "cases/register/entry_withdraw.html", {"form": form, "person": person})
