"""`/warga/<id>/izin/`: what a resident agreed to, and the page where he takes it back."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.forms.coordination.consent import ConsentForm
from cases.models import Sharing
from cases.rules.coordination import consent
from cases.values.sharing import FieldGroup
from cases.views.register.person import load_person

JOINED_MEANWHILE = "Data warga ini baru saja digabung. Periksa jawaban di bawah ini, lalu simpan lagi."


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(consent.RECORD, raise_exception=True)
def consents(request, pk):
    person = load_person(request, pk)
    if person.pk != pk and request.method == "POST":  # the other one may have said no
        messages.info(request, JOINED_MEANWHILE)
        return redirect("cases:consents", person.pk)
    answers = consent.answers_of(person)
    form = ConsentForm(answers, 0 if person.is_restricted else consent.photos_of(person).count(), request.POST or None)
    if form.is_valid():
        changed = consent.record(person, form.answers(), by=request.actor, now=timezone.now())
        messages.success(request, "Jawabannya dicatat." if changed else "Tidak ada yang berubah.")
        return redirect(person)
    context = {"person": person, "form": form, "answers": answers, "left": family_contacts_left(person, request.actor)}
    return render(request, "cases/coordination/consents.html", context)


def family_contacts_left(person, actor):
    """Hand-overs of the numbers of his family, for who may know of the case."""
    left = Sharing.objects.visible_to(actor).about(person).filter(bases__group=FieldGroup.KONTAK_KELUARGA)
    return left.select_related("coordination__agency", "coordination__case", "letter__agency", "case")
