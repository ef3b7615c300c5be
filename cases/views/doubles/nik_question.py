from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import log_view
from cases.forms.doubles.nik_question import AnswerForm
from cases.models import NikQuestion
from cases.rules.doubles import nik_question as rules
from cases.rules.offers import talk


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.answer_nik_question", raise_exception=True)
def nik_question(request, pk):
    """What the kelurahan wants to know from this RT; answered once, from here."""
    question = load_question(request, pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            rules.answer(question, by=request.actor, text=form.cleaned_data["answer"])
        except ValidationError as error:
            messages.info(request, error.message)
            return redirect(question)
        messages.success(request, "Terima kasih. Jawaban Anda sudah sampai ke yang bertanya.")
        return redirect("home")
    log_view(request.actor, question)
    context = {
        "question": question,
        "form": form,
        "residents": rules.residents(question, request.actor),
        "talks": talk.of_conflict(question.conflict, request.actor),
    }
    return render(request, "cases/doubles/nik_question.html", context)


def load_question(request, pk):
    questions = NikQuestion.objects.visible_to(request.actor)
    related = ("conflict__territory", "asked_by__office", "answered_by__user", "answered_by__office")
    return get_object_or_404(questions.select_related(*related), pk=pk)
