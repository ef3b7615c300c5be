import base64

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_export, log_view
from cases.forms.letters.letter import FORMS, WithdrawForm
from cases.models import Journey, Letter
from cases.rules import restriction
from cases.rules.letters import letter as rules
from cases.rules.paging import page_of
from cases.values.choices import LetterKind
from cases.views.register.person import load_person
from lib.clock import today

KINDS = {kind.lower().replace("_", "-"): kind for kind in LetterKind}  # izin-keluarga, status-kawin
NOT_FOUND = 404


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.issue_letter", raise_exception=True)
def write_letter(request, pk, kind):
    """Write, look at it, issue: three answers of one address, all that was typed in each of them."""
    person = load_person(request, pk)
    if kind not in KINDS:
        raise Http404
    kind = LetterKind(KINDS[kind])
    journey = Journey.objects.visible_to(request.actor).filter(person=person).first()
    form = FORMS[kind](request.POST or None, journey=journey)
    lacking = rules.lacking(person)
    context = {"person": person, "kind": kind, "form": form, "lacking": lacking, "pictures": []}
    context["refused"] = restriction.RESTRICTED if person.is_restricted else ""
    if not context["refused"] and not lacking and form.is_valid() and "write" not in request.POST:
        if "issue" in request.POST and (letter := issued(request, person, kind, form)):
            return redirect(letter)
        context["pictures"] = pictures_of(request, person, kind, form)
    return render(request, "cases/letters/letter_form.html", context)


def issued(request, person, kind, form):
    """The letter, or None where the form now says why not."""
    key = form.cleaned_data["client_uuid"]
    try:
        letter = rules.issue(person, kind, form.for_letter(), by=request.actor, on=today(), client_uuid=key)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, "Surat terbit.")
    return letter


def pictures_of(request, person, kind, form):
    rules.log_sight(person, kind, by=request.actor)
    pages = rules.draft(person, kind, form.for_letter(), by=request.actor, on=today())
    return [base64.b64encode(page).decode() for page in pages]


@require_safe
@permission_required("cases.view_letter", raise_exception=True)
def letters(request):
    """The register of what went out, as every office keeps one."""
    found = Letter.objects.visible_to(request.actor).select_related("person", "kelurahan")
    return render(request, "cases/letters/letter_list.html", {"page": page_of(found, request.GET.get("page"))})


def load_letter(request, pk):
    related = ("person", "kelurahan", "issued_by__office", "withdrawn_by__office")
    return get_object_or_404(Letter.objects.visible_to(request.actor).select_related(*related), pk=pk)


@require_safe
@permission_required("cases.view_letter", raise_exception=True)
def letter(request, pk):
    letter = load_letter(request, pk)
    log_view(request.actor, letter)
    return show(request, letter, WithdrawForm())


def show(request, letter, form):
    return render(request, "cases/letters/letter_detail.html", {"letter": letter, "form": form})


@require_safe
@permission_required("cases.view_letter", raise_exception=True)
def letter_pdf(request, pk):
    """The stored file, as often as it is needed: a second print is the same letter."""
    letter = load_letter(request, pk)
    if restriction.closes(letter.person, request.actor):
        raise PermissionDenied
    log_export(request.actor, letter)
    rules.log_sight(letter.person, letter.kind, by=request.actor)
    name = letter.number.replace("/", "-")
    return HttpResponse(
        letter.file.read(),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


@require_POST
@permission_required("cases.issue_letter", raise_exception=True)
def withdraw_letter(request, pk):
    letter = load_letter(request, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            rules.withdraw(letter, by=request.actor, on=today(), reason=form.cleaned_data["reason"])
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, "Surat dicabut.")
        return redirect(letter)
    return show(request, load_letter(request, pk), form)


@login_not_required
@require_safe
def check_letter(request, code):
    """For whoever holds a letter: kind, number, date, office, and whether it still counts. Never a name."""
    limited = ratelimit.consume_or_429(request, action="check_letter", limit_get=True)
    if limited:
        return limited
    letter = rules.find(code)
    phone = rules.phone_of(letter) if letter else ""
    return render(
        request,
        "cases/letters/letter_check.html",
        {"letter": letter, "phone": phone},
        status=200 if letter else NOT_FOUND,
    )
