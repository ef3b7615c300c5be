from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import unsent
from accounts.models import Territory
from cases.forms.register.paper_form import ON_PAPER, SOURCES, PaperHeadForm, PrintForm, blank_forms, sheet_of
from cases.forms.register.registration_answers import Answers, as_sent
from cases.rules.register import paper_form as rules
from lib.clock import today

HANDED_ON = (
    "Tersimpan. NIK di formulir ini sudah tercatat; kelurahan memutuskannya di daftar “NIK yang tercatat dua kali”."
)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.print_paper", raise_exception=True)
def print_papers(request):
    """Blank pages for an RT in one file; every page has a number of its own before it leaves the printer."""
    form = PrintForm(request.POST or None, actor=request.actor)
    if not form.is_valid():
        return render(request, "cases/register/paper_form_print.html", {"form": form})
    data = form.cleaned_data
    papers = rules.reserve(data["territory"], data["count"], by=request.actor, batch=data["client_uuid"])
    return HttpResponse(
        rules.as_pdf(papers),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="formulir-pendataan.pdf"'},
    )


@unsent.kept_over_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.key_paper", raise_exception=True)
def key_paper(request):
    """One dense page for one sheet of paper, read by the forms of the screen; afterwards the next sheet."""
    is_sent = request.method == "POST"
    data = request.POST if is_sent else as_sent(unsent.read(request))
    pile = rules.pile_of(request.actor, today())
    code = request.GET.get("formulir", "")[:20]
    head = PaperHeadForm(data or None, actor=request.actor, code=code, last=pile.last)
    has_head = head.is_valid()
    pages = blank_forms(request.actor)
    if head.is_bound:
        sheet = sheet_of(head.paper, request.actor, data)
        answers = Answers(sheet, request.actor, asks=has_head)
        pages = {name: answers.forms[name] for name in ON_PAPER}
        if is_sent and has_head and (head.paper.keyed_at or not any(page.errors for page in pages.values())):
            return saved(request, head, answers.entry(sheet))
    pages["orang"].fields["source"].choices = SOURCES
    if head.paper is None:
        pages["orang"].fields.pop("territory", None)  # the number will say which RT
    context = {
        "head": head,
        "pile": pile,
        "is_restored": bool(data) and not is_sent,
        "pages": pages,
        "contact_page": pages["keluarga-kontak"],
        "forms": [head, *pages.values()],
        "kelurahan_names": Territory.objects.kelurahan_names(),
    }
    return render(request, "cases/register/paper_form_keying.html", context)


def saved(request, head, entry):
    """The confirmation, the same however often the sheet is typed in."""
    unsent.forget(request)
    data = head.cleaned_data
    noted = {"filled_on": data["filled_on"], "written_by": data["written_by"]}
    done = rules.key_in(head.paper, **noted, by=request.actor, **entry)
    if not done.person:
        messages.warning(request, HANDED_ON)
    elif done.is_new:
        messages.success(request, f"Tersimpan: {done.person.number}. Silakan formulir berikutnya.")
    else:
        messages.info(request, f"Formulir itu sudah pernah diketik: {done.person.number}. Tidak ada yang berubah.")
    return redirect("cases:key_paper")
