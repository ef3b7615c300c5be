"""`/kasus/tawaran/`: what people ask about job offers, and what Disnaker answers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import log_view
from cases.forms.offers.offer import AnswerForm
from cases.models import OfferQuestion, StoredFile
from cases.rules.casework import recruiter_mention
from cases.rules.day import Link
from cases.rules.offers import offer_context, red_flag
from cases.rules.offers import offer_question as questions
from cases.rules.paging import page_of
from cases.views.privacy.number_reveal import open_number
from lib.clock import today

ALL = "semua"
PHONES = {"perekrut": "Nomor HP perekrut", "penanya": "Nomor HP penanya"}


def question_or_404(request, pk):
    return get_object_or_404(
        OfferQuestion.objects.visible_to(request.actor).select_related("answered_by__office"), pk=pk
    )


@require_safe
@permission_required("cases.answer_offer", raise_exception=True)
def offer_questions(request):
    rows, shown = OfferQuestion.objects.visible_to(request.actor), request.GET.get("tampil", "")
    rows = rows.order_by("-asked_at", "pk") if shown == ALL else rows.waiting().most_pressing_first()
    on = today()
    page = page_of(rows, request.GET.get("page"))
    late = {question.pk for question in page.object_list if question.is_late(on)}
    context = {"page": page, "shown": shown, "late": late, "promise": questions.PROMISE}
    return render(request, "cases/offers/offer_list.html", context)


@require_safe
@permission_required("cases.answer_offer", raise_exception=True)
def offer_question(request, pk):
    found = question_or_404(request, pk)
    log_view(request.actor, found)
    return show(request, found, AnswerForm(question=found))


def show(request, found, form):
    context = {
        "question": found,
        "is_late": found.is_late(today()),
        "reading": red_flag.read(found.offer, red_flag.in_force(), offer_context.in_force()),
        "files": StoredFile.objects.visible_to(request.actor).filter(offer=found),
        "named_in": recruiter_mention.cases_naming(found.recruiter_phone, request.actor),
        "others": questions.about_same_recruiter(found, request.actor),
        "form": form,
        "promise": questions.PROMISE,
    }
    return render(request, "cases/offers/offer_detail.html", context)


@require_POST
@permission_required("cases.answer_offer", raise_exception=True)
def answer_offer(request, pk):
    found = question_or_404(request, pk)
    form = AnswerForm(request.POST, question=found)
    if form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["version"]
        try:
            questions.answer(found, text=text, seen=seen, by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
            found = question_or_404(request, pk)
            form.stand_on(found)
        else:
            messages.success(request, "Jawaban tersimpan. Penanya membacanya dengan kodenya.")
            return redirect("cases:offer_questions")
    return show(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.answer_offer", raise_exception=True)
def reveal_offer_phone(request, pk, field):
    if field not in PHONES:
        raise Http404
    found = question_or_404(request, pk)
    return open_number(request, found, field, PHONES[field], back=Link("Pertanyaan", found.get_absolute_url()))
