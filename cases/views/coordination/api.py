"""The third door: what the liaison does by hand, the machine of an agency does here, along the same table."""

import json
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.access import log_view
from accounts.acting import API, acting_as, agency_actor
from cases.forms.coordination.api import FileForm, MessageForm, PageForm, StepForm, key_of, wrong_fields
from cases.models import CaseNote, Coordination, Sharing
from cases.models.api_token import Scope
from cases.rules import uploads
from cases.rules.coordination import agency_answer, agency_persons, api_access, api_document
from cases.views.coordination.problem import problem
from lib import rate_limit
from lib.clock import today
from lib.row_key import row_key

PAGE, PER_MINUTE = 25, 120


def opened_by(scope, method):
    """The key in the header decides who acts; a browser's session counts for nothing here."""

    def decorate(view):
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def guarded(request, **keys):
            kind, _, token = request.headers.get("Authorization", "").partition(" ")
            key = api_access.find(token.strip(), today()) if kind.lower() == "bearer" else None
            if key is None:
                return problem("token_salah")
            if rate_limit.is_over("api", key.pk, PER_MINUTE):
                return problem("terlalu_sering")
            if request.method != method:
                return problem("cara_salah")
            if scope not in key.scopes:
                return problem("lingkup_kurang")
            api_access.note_use(key, timezone.now())
            request.may_read = Scope.READ in key.scopes
            with acting_as(agency_actor(key.agency, API)) as request.actor:
                return view(request, **keys)

        return guarded

    return decorate


@opened_by(Scope.READ, "GET")
def list_(request):
    form = PageForm(request.GET)
    if not form.is_valid():
        return problem("isian_salah", form.errors)
    rows = Coordination.objects.visible_to(request.actor).select_related("case").order_by("-status_since", "-pk")
    if form.cleaned_data["updated_since"]:
        rows = rows.filter(status_since__gte=form.cleaned_data["updated_since"])
    number = form.cleaned_data["page"] or 1
    found = list(rows[(number - 1) * PAGE : number * PAGE + 1])
    next_page = number + 1 if len(found) > PAGE else None
    return JsonResponse({"results": [short_form(row) for row in found[:PAGE]], "next_page": next_page})


@opened_by(Scope.READ, "GET")
def read(request, pk):
    coordination = find(request, pk)
    if coordination is None:
        return problem("tidak_ditemukan")
    return JsonResponse(read_by(request, coordination))


@opened_by(Scope.UPDATE, "POST")
def take_step(request, pk):
    return _said(request, pk, StepForm)


@opened_by(Scope.MESSAGE, "POST")
def send_message(request, pk):
    return _said(request, pk, MessageForm)


def _said(request, pk, form_class):
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        return problem("permintaan_rusak")
    wrong = wrong_fields(form_class, data)
    return problem("isian_salah", wrong) if wrong else _answer(request, pk, form_class(data))


@opened_by(Scope.FILE, "POST")
def send_file(request, pk):
    return _answer(request, pk, FileForm(request.POST, request.FILES))


def _answer(request, pk, form):
    coordination, key = find(request, pk), key_of(request.headers.get("Idempotency-Key"))
    if coordination is None:
        return problem("tidak_ditemukan")
    if key is None:
        return problem("kunci_kurang")
    if not form.is_valid():
        return problem("isian_salah", form.errors)
    try:
        coordination = agency_answer.answer(coordination, by=request.actor, client_uuid=key, **form.cleaned_data)
    except PermissionDenied:
        return problem("langkah_terlarang")
    except ValidationError as error:
        return _refused(error)
    return JsonResponse(read_by(request, coordination) if request.may_read else short_form(coordination))


def _refused(error):
    """What the table says: a step that is not open is a conflict, all else stands beside its field."""
    if not hasattr(error, "error_dict"):
        is_empty = error.message == agency_answer.NOTHING_SAID
        return problem("isian_salah", {"message": error.messages}) if is_empty else problem("keadaan_berubah")
    if any(one.code == uploads.FULL for errors in error.error_dict.values() for one in errors):
        return problem("penyimpanan_penuh")
    renamed = {"note": "message", NON_FIELD_ERRORS: "target"}
    return problem("isian_salah", {renamed.get(name, name): list(v) for name, v in error.message_dict.items()})


def find(request, pk):
    """None for what is no number, too: an agency's machine reads the same answer for all that is not there."""
    rows = Coordination.objects.visible_to(request.actor).select_related("case", "agency")
    return rows.filter(pk=row_key(pk)).first()


def short_form(row):
    return {
        "id": row.pk,
        "case": row.case.number,
        "urgency": row.case.urgency,
        "status": row.status,
        "status_since": row.status_since.isoformat(),
        "due_on": row.due_on and row.due_on.isoformat(),
        "promised_on": row.promised_on and row.promised_on.isoformat(),
        "reference": row.foreign_number,
    }


def read_by(request, row):
    """Whoever reads the whole leaves a trail, also where it is the answer to his own step."""
    log_view(request.actor, row)
    return long_form(row, request.actor)


def long_form(row, actor):
    """With what was handed over to this agency, and no more; and with the steps it may take now."""
    shared = Sharing.objects.visible_to(actor).filter(coordination=row)
    notes = CaseNote.objects.visible_to(actor).filter(case=row.case).select_related("by__office")[:PAGE]
    return short_form(row) | {
        "request": row.request,
        "steps": steps_of(row.moves_for(actor)),
        "persons": [person_form(seen) for seen in agency_persons.by_api(row, actor)],
        "shared": [{"group": g, "label": label, "value": v} for one in shared for g, label, v in one.lines],
        "notes": [{"at": n.recorded_at.isoformat(), "office": n.by.office.name, "text": n.text} for n in notes],
    }


def person_form(seen):
    link = seen.link
    return {
        "id": str(link.pk),
        "name": link.person.name,
        "status": link.status,
        "status_since": link.status_since.isoformat(),
        "country": link.country,
        "place": seen.place,
        "steps": steps_of(seen.moves),
    }


def steps_of(moves):
    return [{"target": move.target, "label": move.label, "needs": list(move.needs)} for move in moves]


@login_not_required
@require_safe
def schema(request):
    return JsonResponse(api_document.DOCUMENT)


@login_not_required
@require_safe
def docs(request):
    return render(
        request, "cases/coordination/api_docs.html", {"document": api_document.DOCUMENT, "calls": api_document.calls()}
    )
