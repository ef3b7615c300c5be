import base64

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_export, log_view
from cases.forms.letters.case_letter_kinds import FORMS
from cases.forms.letters.case_letter_list import LetterSearchForm
from cases.forms.letters.case_letter_step import LetterStepForm
from cases.forms.move import typed_in
from cases.models import CaseLetter, CaseLetterChange, CaseLetterPerson, IncomingLetter, SharingBasis, SignedSheet
from cases.rules import uploads, workflow
from cases.rules.casework import group_event
from cases.rules.letters import case_letter as rules
from cases.rules.letters.case_letter_content import persons_of
from cases.rules.paging import page_of
from cases.states import moves
from cases.states.case_letter import DRAFT, ISSUED, CaseLetterStatus
from cases.values.case_letter import SPECS, CaseLetterKind
from cases.views.casework.case import case_or_404
from cases.views.casework.group_event import group_or_404
from lib.row_key import row_key
from lib.search_words import opened, sealed_address

CONFLICT = 409
KINDS = {kind.lower(): kind for kind in CaseLetterKind}
may_write = permission_required(DRAFT, raise_exception=True)
may_read = permission_required("cases.view_case_letter", raise_exception=True)
SHOWN_NAMES = 100


@require_http_methods(["GET", "HEAD", "POST"])
@may_read
def case_letters(request):
    """The register of Disnaker, or what stands in one state, or what was looked for by a number."""
    if request.method == "POST":
        return redirect(sealed_address(request, "status"))
    asked = opened(request)
    form, status = LetterSearchForm(asked.query), request.GET.get("status", "")
    rows = CaseLetter.objects.visible_to(request.actor).select_related("case", "group", "agency")
    rows = rows.filter(status=status) if status in CaseLetterStatus.values else rows
    rows = rows.numbered(form.words) if form.words else rows
    page = page_of(rows.defer("written", "content"), request.GET.get("page"))
    context = {"page": page, "status": status, "statuses": CaseLetterStatus.choices, "form": form, "asked": asked}
    return render(request, "cases/letters/case_letter_list.html", context)


@require_safe
@may_write
def choose_case_letter(request, number):
    return _choose(request, case_or_404(request, number))


@require_safe
@may_write
def choose_group_letter(request, pk):
    return _choose(request, group_or_404(request, pk))


def _choose(request, source):
    kinds = [(slug, kind.label, SPECS[kind].purpose) for slug, kind in KINDS.items()]
    has_persons = persons_of(source, request.actor).exists()
    return render(
        request, "cases/letters/case_letter_choose.html", {"source": source, "kinds": kinds, "has_persons": has_persons}
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@may_write
def write_case_letter(request, number, kind):
    return _write(request, case_or_404(request, number), kind)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@may_write
def write_group_letter(request, pk, kind):
    return _write(request, group_or_404(request, pk), kind)


def _write(request, source, kind):
    if kind not in KINDS:
        raise Http404
    kind, void = KINDS[kind], _to_be_replaced(request, source, KINDS[kind])
    form = FORMS[kind](kind, source, request.actor, request.POST or None, request.FILES or None, letter=void)
    if form.is_valid():
        key = form.cleaned_data["client_uuid"]
        try:
            letter = rules.draft(source, kind, *form.what(), client_uuid=key, by=request.actor, replaces=void)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Konsep tersimpan. Periksa dulu suratnya, lalu ajukan.")
            return redirect(letter)
    context = {"source": source, "kind": kind, "spec": SPECS[kind], "form": form, "void": void}
    return render(request, "cases/letters/case_letter_form.html", context, status=uploads.status_for(form))


def _to_be_replaced(request, source, kind):
    """The withdrawn letter that `ganti` of the address names: the new one starts from what was typed there."""
    key = request.GET.get("ganti", "")
    if not key:
        return None
    void = get_object_or_404(CaseLetter.objects.visible_to(request.actor), pk=row_key(key), kind=kind)
    if void.source != source or not void.may_be_replaced:
        raise Http404
    return void


def load_letter(request, pk):
    related = ("case", "group", "agency", "replaces", "written_by__office", "written_by__user")
    letter = get_object_or_404(CaseLetter.objects.visible_to(request.actor).select_related(*related), pk=pk)
    if letter.group:
        letter.group = group_event.as_read_by(letter.group, request.actor)
    return letter


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@may_write
def edit_case_letter(request, pk):
    """Write a draft anew: the data is read again, the words typed stay."""
    letter = load_letter(request, pk)
    if not letter.is_draft:
        messages.warning(request, rules.NOT_A_DRAFT)
        return redirect(letter)
    kind = CaseLetterKind(letter.kind)
    form = FORMS[kind](kind, letter.source, request.actor, request.POST or None, request.FILES or None, letter=letter)
    if form.is_valid():
        try:
            rules.revise(letter, *form.what(), seen=form.cleaned_data["version"], by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
            form.data = form.data.copy() | {"version": letter.version}
        else:
            messages.success(request, "Konsep tersimpan.")
            return redirect(letter)
    context = {"source": letter.source, "kind": kind, "spec": letter.spec, "form": form, "letter": letter}
    return render(request, "cases/letters/case_letter_form.html", context, status=uploads.status_for(form))


@require_safe
@may_read
def case_letter(request, pk):
    return show(request, load_letter(request, pk), step=request.GET.get("langkah"))


def show(request, letter, *, step=None, form=None, unsaved=(), changed="", status=200):
    """One letter: exactly what leaves as pictures, or the kept file; its steps; what became of it."""
    log_view(request.actor, letter)
    options = letter.moves_for(request.actor)
    move = next((option for option in options if option.target == step), None)
    if move and form is None:
        form = LetterStepForm(move, request.actor, letter=letter)
    pictures = []
    if not letter.number and letter.status != CaseLetterStatus.DICABUT:
        rules.log_sight(letter, by=request.actor)
        pictures = [base64.b64encode(page).decode() for page in rules.pictures(letter)]
    persons = CaseLetterPerson.objects.visible_to(request.actor).filter(letter=letter)
    history = CaseLetterChange.objects.visible_to(request.actor).filter(subject=letter)
    history = list(history.select_related("by__user", "by__office")[:SHOWN_NAMES])
    sheets = SignedSheet.objects.visible_to(request.actor).filter(letter=letter)
    context = {
        "letter": letter,
        "pictures": pictures,
        "sheets": sheets.select_related("by__user", "by__office"),
        "may_add_sheet": letter.status in ISSUED and request.actor.has_perm(DRAFT),
        "receipt": _first_of(history, CaseLetterStatus.DITERIMA, reference=True),
        "answers": answers_of(letter, request.actor),
        "withdrawal": _first_of(history, CaseLetterStatus.DICABUT),
        "handed_over": handed_over_by(letter, request.actor),
        "may_open_file": rules.may_open_file(letter, request.actor),
        "options": options,
        "move": move,
        "form": form,
        "persons": persons.select_related("link__person", "link__case")[:SHOWN_NAMES],
        "history": history,
        "unsaved": unsaved,
        "changed": changed,
    }
    return render(request, "cases/letters/case_letter_detail.html", context, status=status)


def _first_of(history, status, *, reference=False):
    """The step into a state, where it was taken; a receipt is one that gave a number."""
    steps = (change for change in history if change.new_status == status and (change.reference or not reference))
    return next(steps, None)


def answers_of(letter, actor):
    """What came back, as it stands in the agenda."""
    if letter.status != CaseLetterStatus.DIBALAS:
        return []
    return IncomingLetter.objects.visible_to(actor).answering(letter)[:SHOWN_NAMES]


def handed_over_by(letter, actor):
    """What it handed over and on what basis: the city's own record."""
    if not letter.number or not actor.has_perm(DRAFT):
        return []
    rows = SharingBasis.objects.visible_to(actor).filter(sharing__letter=letter).order_by("pk")
    return rows.select_related("sharing__coordination__case", "sharing__case")[:SHOWN_NAMES]


@require_POST
@may_write
def move_case_letter(request, pk):
    """Take the step that the form names, from the status its page showed."""
    letter = load_letter(request, pk)
    step = moves.find(letter.MOVES, request.POST.get("seen", ""), request.POST.get("target", ""))
    if step is None:
        return _too_late(request, letter)
    if not request.actor.has_perm(step.permission):
        raise PermissionDenied
    form = LetterStepForm(step, request.actor, request.POST, request.FILES, letter=letter)
    if form.is_valid():
        try:
            given = {name: value for name, value in form.cleaned_data.items() if name != "target"}
            moved = rules.take_step(letter, step.target, by=request.actor, **given)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                return _too_late(request, letter, error)
            form.add_error(None, error)
        else:
            messages.success(request, f"Tersimpan: {moved.get_status_display()}.")
            return redirect(letter)
    if letter.status != step.source:
        return _too_late(request, letter)
    return show(request, letter, step=step.target, form=form, status=uploads.status_for(form))


def _too_late(request, letter, error=None):
    """Somebody was faster, or a consent was withdrawn meanwhile: why, and what was typed."""
    letter.refresh_from_db()
    changed = " ".join(error.messages) if error else workflow.CHANGED_MEANWHILE
    return show(request, letter, unsaved=typed_in(request.POST), changed=changed, status=CONFLICT)


@require_safe
@may_read
def case_letter_pdf(request, pk):
    """The stored file, as often as it is needed: a second print is the same letter."""
    letter = load_letter(request, pk)
    if not letter.number:
        raise Http404
    if not rules.may_open_file(letter, request.actor):
        raise PermissionDenied
    log_export(request.actor, letter)
    rules.log_sight(letter, by=request.actor)
    void = "DICABUT-" if letter.status == CaseLetterStatus.DICABUT else ""
    name = void + letter.number.replace("/", "-")
    return HttpResponse(
        letter.file.read(),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )
