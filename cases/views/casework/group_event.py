from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.casework.group_event import BringInForm, GroupForm, MoveTogetherForm, marked
from cases.models import BASTBatch, CaseLetter, CasePerson, GroupEvent, ReplyLink
from cases.rules.casework import case_persons
from cases.rules.casework import group_event as rules
from cases.rules.moving_together import move_together
from cases.rules.paging import page_of
from lib.clock import today

MOST_LETTERS = 20
lead = permission_required(rules.LEAD, raise_exception=True)


@require_safe
@lead
def groups(request):
    rows = GroupEvent.objects.visible_to(request.actor)
    return render(request, "cases/casework/group_event_list.html", {"page": page_of(rows, request.GET.get("page"))})


@require_http_methods(["GET", "HEAD", "POST"])
@lead
def add_group(request):
    form = GroupForm(request.POST or None)
    if form.is_valid():
        group = rules.make(by=request.actor, **form.cleaned_data)
        messages.success(request, "Rombongan tersimpan. Tambahkan kasusnya.")
        return redirect(group)
    return render(request, "cases/casework/group_event_form.html", {"form": form})


def group_or_404(request, pk):
    group = rules.find(request.actor, pk)
    if group is None:
        raise Http404
    return group


@require_safe
@lead
def group(request, pk):
    return _page(request, group_or_404(request, pk))


def _page(request, event, **forms):
    persons = list(rules.members(event, request.actor))
    steps = rules.steps_for(persons, request.actor)
    only = request.GET.get("tandai", "")
    are_all_marked = only == "semua"
    alike = [link.pk for link in persons if are_all_marked or link.status == only]
    chosen = alike or marked(request.POST.getlist("orang"))
    letters = CaseLetter.objects.visible_to(request.actor).filter(group=event).defer("written", "content")
    context = {"group": event, "persons": persons, "marked": chosen, "are_all_marked": are_all_marked}
    context |= {"counts": case_persons.counts_of(persons), "only": only if alike and not are_all_marked else ""}
    batches = BASTBatch.objects.visible_to(request.actor).filter(group=event).with_totals(request.actor)
    links = ReplyLink.objects.visible_to(request.actor).filter(group=event).with_totals()
    context |= {"links": [(link, link.state(today()), link.has_run_out(today())) for link in links[:MOST_LETTERS]]}
    context |= {"letters": letters[:MOST_LETTERS], "bast_batches": batches[:MOST_LETTERS]}
    context |= {"bring_in": BringInForm(), "form": MoveTogetherForm(steps=steps)} | forms
    return render(request, "cases/casework/group_event_detail.html", context)


@require_POST
@lead
def bring_in(request, pk):
    event = group_or_404(request, pk)
    form = BringInForm(request.POST)
    if form.is_valid():
        try:
            count = rules.bring_in(event, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{count} orang masuk rombongan ini.")
            return redirect(event)
    return _page(request, event, bring_in=form)


@require_POST
@lead
def move_group(request, pk):
    """One step for all with a mark; where one of them cannot, nobody moves and the page says who and why."""
    event = group_or_404(request, pk)
    steps = rules.steps_for(list(rules.members(event, request.actor)), request.actor)
    form = MoveTogetherForm(request.POST, steps=steps)
    if form.is_valid():
        try:
            seen = marked(request.POST.getlist("orang"))
            count = move_together(event, seen, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Tersimpan untuk {count} orang.")
            return redirect(event)
    return _page(request, event, form=form)


@require_POST
@lead
def drop_out(request, pk, link_pk):
    event = group_or_404(request, pk)
    link = get_object_or_404(CasePerson.objects.visible_to(request.actor), pk=link_pk, group=event)
    rules.drop_out(link, why=request.POST.get("why", "")[:1000], by=request.actor)
    messages.success(request, "Orang ini keluar dari rombongan. Kasusnya tetap berjalan.")
    return redirect(event)
