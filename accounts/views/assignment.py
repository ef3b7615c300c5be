from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import assignment as terms
from accounts.forms.account import EndForm, TermForm
from accounts.models import Assignment, User
from accounts.office import find_or_make
from accounts.views.account import MANAGE, place_of
from lib.clock import today


@permission_required(MANAGE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def add_assignment(request, pk):
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    form = TermForm(request.POST or None, actor=request.actor, place=place_of(request), initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid() and assign(form, user, request.actor):
        messages.success(request, "Jabatan ditambahkan.")
        return redirect("account_detail", pk)
    return render(request, "accounts/assignment_form.html", {"form": form, "account": user})


def assign(form, user, actor):
    term = dict(form.cleaned_data)
    office = find_or_make(term.pop("role"), term.pop("territory"), term.pop("agency", None))
    try:
        return terms.assign(user, office, by=actor, **term)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@permission_required(MANAGE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def end_assignment(request, pk):
    """The page asks: a term that has ended is not begun again, only a new one."""
    term = get_object_or_404(Assignment.objects.visible_to(request.actor).with_office(), pk=pk)
    work = terms.work_in_hand()
    urgent = work.urgent_work(term)
    heirs = work.heirs_from(term, today()).with_office() if urgent else None
    form = EndForm(request.POST or None, initial={"on": today()}, heirs=heirs)
    if request.method == "POST" and form.is_valid():
        try:
            terms.end(term, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Masa jabatan diakhiri. Pekerjaannya tetap pada jabatan itu.")
            return redirect("account_detail", term.user_id)
    return render(request, "accounts/assignment_end.html", {"form": form, "term": term, "urgent": urgent})
