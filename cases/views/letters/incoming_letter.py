"""What comes in by letter: the agenda of Disnaker (`/kasus/surat/masuk/`)."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import log_view
from cases.forms.letters.case_letter_list import LetterSearchForm
from cases.forms.letters.incoming_letter import IncomingLetterForm
from cases.models import Case, CaseLetter, IncomingLetter, StoredFile
from cases.rules import uploads
from cases.rules.letters import case_letter
from cases.rules.letters import incoming_letter as rules
from cases.rules.paging import page_of
from cases.states.case_letter import DRAFT, CaseLetterStatus
from cases.values.choices import Source
from lib.row_key import row_key
from lib.search_words import opened, sealed_address

may_keep = permission_required(DRAFT, raise_exception=True)
FORM = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 20


@FORM
@may_keep
def incoming_letters(request):
    """The agenda, the newest first, or what was looked for by a number or a sender."""
    if request.method == "POST":
        return redirect(sealed_address(request))
    asked = opened(request)
    form = LetterSearchForm(asked.query, label="Cari nomor surat atau pengirim")
    rows = IncomingLetter.objects.visible_to(request.actor).select_related("agency", "case")
    rows = rows.named(form.words) if form.words else rows
    page = page_of(rows.defer("subject"), request.GET.get("page"))
    return render(request, "cases/letters/incoming_letter_list.html", {"page": page, "form": form, "asked": asked})


@sensitive_post_parameters()
@FORM
@may_keep
def add_incoming_letter(request):
    """Enter a letter; `kasus` and `membalas` of the address say what it belongs to."""
    form = IncomingLetterForm(request.actor, request.POST or None, request.FILES or None, first=_first(request))
    if form.is_valid():
        try:
            letter = _receive(request.actor, dict(form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"Tersimpan dengan nomor agenda {letter.agenda}.")
            return redirect(letter)
    return render(request, "cases/letters/incoming_letter_form.html", {"form": form}, status=uploads.status_for(form))


def _first(request):
    """Only what this reader may see stands in the form already."""
    case = Case.objects.visible_to(request.actor).filter(number=request.GET.get("kasus", "")).first()
    letters = CaseLetter.objects.visible_to(request.actor).issued()
    letter = letters.filter(pk=row_key(request.GET.get("membalas"))).first()
    answered = {"answers": letter.number, "agency": letter.agency_id} if letter else {}
    return answered | ({"case": case.number} if case else {})


def _receive(actor, data):
    """What answers a letter of ours is a step of that letter, which enters it."""
    answered, file = data.pop("answers"), data.pop("file")
    if answered is None:
        return rules.receive(by=actor, file=file, **data)
    case_letter.take_step(
        answered,
        CaseLetterStatus.DIBALAS,
        by=actor,
        client_uuid=data["client_uuid"],
        happened_on=data["received_on"],
        answer_dated_on=data["dated_on"],
        source=Source.DISNAKER,
        reference=data["number"],
        note=data["subject"],
        file=file,
    )
    found = IncomingLetter.objects.visible_to(actor).filter(number__iexact=data["number"], dated_on=data["dated_on"])
    return found.order_by("-pk").first()


@require_safe
@may_keep
def incoming_letter(request, pk):
    """One entry of the agenda, with the pages that came."""
    related = ("agency", "case", "answers", "returnee_list", "recorded_by__office", "recorded_by__user")
    letter = get_object_or_404(IncomingLetter.objects.visible_to(request.actor).select_related(*related), pk=pk)
    log_view(request.actor, letter)
    files = StoredFile.objects.visible_to(request.actor).filter(incoming=letter)
    if letter.answers:
        of_step = letter.answers.history.filter(reference=letter.number).values("file")
        files = files | StoredFile.objects.visible_to(request.actor).filter(letter=letter.answers, pk__in=of_step)
    also = CaseLetter.objects.visible_to(request.actor).filter(pk__in=letter.also_answers.values("pk"))
    context = {"letter": letter, "also_answers": also[:SHOWN], "files": files[:SHOWN]}
    return render(request, "cases/letters/incoming_letter_detail.html", context)
