"""One deed of hand-over (BAST) for each of many: a whole group, or all who arrived on one day."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError

from accounts.access import log_export, log_view
from cases.forms.letters.bast_batch import BASTBatchForm
from cases.models import Arrival, BASTBatch, BASTBatchLetter, CasePerson
from cases.rules.letters import bast_batch as rules
from cases.rules.letters.case_letter_content import persons_of
from cases.states.case_letter import DRAFT, SIGN
from cases.tasks import issue_bast_batch
from cases.views.casework.group_event import group_or_404
from lib.row_key import row_key

may_write = permission_required(DRAFT, raise_exception=True)
may_sign = permission_required(SIGN, raise_exception=True)
FORM = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters()
@FORM
@may_write
def prepare_group_bast(request, pk):
    group = group_or_404(request, pk)
    return _prepare(request, persons_of(group, request.actor), group.get_absolute_url(), str(group), group=group)


@sensitive_post_parameters()
@FORM
@may_write
def prepare_day_bast(request, day):
    """Everybody who is expected on that day, wherever he lands."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    arrivals = Arrival.objects.visible_to(request.actor).filter(expected_at__date=on)
    links = CasePerson.objects.visible_to(request.actor).filter(pk__in=arrivals.values("link"))
    links = links.select_related("person", "case").order_by("person__name", "pk")
    title = f"Kedatangan {on:%d/%m/%Y}"
    return _prepare(request, links, reverse("cases:arrivals"), title, arrived_on=on)


def _prepare(request, links, back, title, **about):
    links = list(links)
    done = rules.with_bast([link.pk for link in links])
    # A second press sends people who have theirs by now: then it is the same batch, or the rule says who has one.
    offered = [link for link in links if link.pk not in done or f"orang-{link.pk}-takes" in request.POST][: rules.MOST]
    form = BASTBatchForm(offered, request.POST or None)
    if form.is_valid():
        key = form.cleaned_data["client_uuid"]
        try:
            batch = rules.prepare(form.letters(), client_uuid=key, by=request.actor, **about)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Konsep berita acara tersimpan. Periksa, lalu ajukan semuanya.")
            return redirect(batch)
    context = {"form": form, "back": back, "title": title, "done": [link for link in links if link.pk in done]}
    return render(
        request, "cases/letters/bast_batch_prepare.html", context | {"left": len(links) - len(done) - len(offered)}
    )


def batch_or_404(request, pk):
    batches = BASTBatch.objects.visible_to(request.actor).select_related("group", "prepared_by__office")
    return get_object_or_404(batches.select_related("approved_by__office"), pk=pk)


@require_safe
@may_write
def bast_batch(request, pk):
    """The letters one by one, what is to be pressed next, and how far the worker is."""
    batch = batch_or_404(request, pk)
    log_view(request.actor, batch)
    rows = BASTBatchLetter.objects.visible_to(request.actor).filter(batch=batch)
    rows = rows.select_related("letter__case").defer("letter__written", "letter__content")
    rows = list(rows.prefetch_related("letter__persons__link__person"))
    context = {
        "batch": batch,
        "rows": rows,
        "drafts": sum(row.letter.is_draft for row in rows),
        "before_head": [row for row in rows if row.waits_for_head],
        "numbered": sum(bool(row.letter.number) for row in rows),
        "to_issue": sum(row.waits_for_worker for row in rows),
        "back": batch.group.get_absolute_url() if batch.group else reverse("cases:arrivals"),
    }
    answer = render(
        request, "cases/letters/_bast_batch_progress.html" if request.htmx else "cases/letters/bast_batch.html", context
    )
    if request.htmx and not context["to_issue"]:
        answer["HX-Refresh"] = "true"
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@require_POST
@may_write
def submit_bast(request, pk):
    return _pressed(request, pk, rules.submit, "{} konsep diajukan ke Kepala Dinas.")


@require_POST
@may_sign
def approve_bast(request, pk):
    """Rows first: where no broker is there, the clock finds them."""
    keys = set(map(row_key, request.POST.getlist("surat")[: rules.MOST])) - {None}
    told = "{} berita acara disetujui. Nomor dan berkasnya sedang dibuat."
    answer = _pressed(request, pk, rules.approve, told, keys)
    transaction.on_commit(lambda: call_worker(pk))
    return answer


def _pressed(request, pk, deed, told, *what):
    batch = batch_or_404(request, pk)
    try:
        messages.success(request, told.format(deed(batch, *what, by=request.actor)))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(batch)


def call_worker(pk):
    try:
        issue_bast_batch.apply_async([str(pk)], retry=False)
    except OperationalError:
        return


@require_safe
@may_write
def bast_pdf(request, pk):
    """All that have a number, one after the other, for the printer."""
    batch = batch_or_404(request, pk)
    whole = rules.pdf(batch, request.actor)
    if not whole:
        raise Http404
    log_export(request.actor, batch)
    named = {"Content-Disposition": 'attachment; filename="berita-acara.pdf"'}
    return HttpResponse(whole, content_type="application/pdf", headers=named)
