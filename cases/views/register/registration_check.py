from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.register.registration import CHECK, FIRST, PAGES
from cases.forms.register.registration_answers import Answers, Obstacle
from cases.models import Journey, NikConflict, Person
from cases.rules.register import draft_photo, duplicates, registration, registration_draft
from cases.views.offers.talk import is_said, talk_about
from cases.views.register.joined_entry import nobody
from cases.views.register.registration import after_sending, find_draft, frame, photos_of, version_in
from lib.clock import today

# Sent by hand over WhatsApp to whoever asked; names nobody.
SHARE_TEXT = (
    "Pendataan pekerja migran dari RT sudah masuk ke Kota Pangkalpinang. Kelurahan akan memeriksa datanya. "
    "Urusan ini gratis. Kalau ada yang meminta uang, beri tahu RT atau Disnaker."
)
LEAVE_OUT = "leave_out"
LOOK_AT_IT = "Ada isian yang belum benar. Perbaiki, atau tandai pilihan di bawah untuk mengirim tanpa isian itu."
PLACE_ENDED = "RT ini sudah tidak berlaku. Pilih RT yang baru di halaman pertama, atau hubungi kelurahan."


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.register_person", raise_exception=True)
def check_registration(request, pk):
    """Everything that was typed, each part with a way back to it; from here it is sent."""
    draft = find_draft(request, pk)
    if draft is None:
        return after_sending(request, pk)
    answers, errors = Answers(draft, request.actor, is_other="other_person" in request.POST), []
    if request.method == "POST" and request.POST.get("go") == "back":
        return redirect("cases:registration_page", draft.pk, list(PAGES)[-1])
    if request.method == "POST":
        errors = send(request, draft, answers)
        if not errors:
            return redirect("cases:registered", pk)
    photos = photos_of(draft, request.actor)
    refused = draft_photo.warning(photos, answers.consents)
    context = frame(draft, CHECK) | {"answers": answers, "errors": errors, "version": draft.version}
    context |= {"photos": photos, "warnings": [*answers.warnings, *filter(None, [refused])]}
    told = is_said(request) if request.method == "POST" else bool(answers.said("is_talk_said"))
    context |= talk_about(answers.plan, is_said=told, is_minor=answers.is_minor)
    return render(request, "cases/register/registration_check.html", context)


def send(request, draft, answers):
    """Register what was checked; returns what stands in the way.

    Of two clicks the second waits for the first: otherwise it would meet its own entry as somebody known already.
    """
    objection = draft_photo.objection(photos_of(draft, request.actor), answers.consents)
    errors = answers.must_be_repaired
    if objection:
        errors.append(Obstacle(objection, "persetujuan", "id_foto_0"))
    if draft.territory.valid_to and draft.territory.valid_to < today():
        errors.append(Obstacle(PLACE_ENDED, FIRST, "id_territory"))
    if answers.unreadable and LEAVE_OUT not in request.POST:
        errors += [Obstacle(LOOK_AT_IT, field=f"id_{LEAVE_OUT}"), *answers.unreadable]
    if errors:
        return [] if registration.find_earlier(draft.pk) else errors
    try:
        done = registration_draft.send(
            draft,
            seen=version_in(request.POST),
            by=request.actor,
            is_talk_said=is_said(request),
            **answers.entry(draft),
        )
    except ValidationError as error:
        draft.refresh_from_db()
        return [Obstacle(sentence) for sentence in error.messages]
    for sentence in answers.warnings if done.person and done.is_new else []:
        messages.warning(request, sentence)
    return []


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.register_person", raise_exception=True)
def discard_draft(request, pk):
    draft = find_draft(request, pk)
    if draft is None:
        if request.method == "POST":
            return redirect("cases:register")
        raise Http404
    if request.method == "POST":
        registration_draft.discard(draft)
        messages.success(request, "Draf dihapus.")
        return redirect("cases:register")
    return render(request, "cases/register/registration_discard.html", {"draft": draft})


@require_safe
@permission_required("cases.register_person", raise_exception=True)
def registered(request, client_uuid):
    """The confirmation; the same page however often the form arrives."""
    person = Person.objects.visible_to(request.actor).filter(client_uuid=client_uuid).first()
    reported = NikConflict.objects.reported_by(request.actor).filter(client_uuid=client_uuid)
    if person is None and not reported.exists():
        raise nobody(request, client_uuid=client_uuid)
    journey = person and Journey.objects.visible_to(request.actor).filter(person=person).last()
    context = {"known_elsewhere": bool(person) and duplicates.elsewhere(person, request.actor)}
    context |= {"person": person, "journey": journey, "share_text": SHARE_TEXT, "client_uuid": client_uuid}
    return render(
        request, "cases/register/registration_sent.html", context | {"is_minor": person and person.is_minor(today())}
    )
