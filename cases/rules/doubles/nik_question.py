"""Asking the RT about one NIK in two entries, and the answer that goes back to whoever decides."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cases.models import NikQuestion, Person

ALREADY_ANSWERED = "Pertanyaan ini sudah dijawab. Jawabannya ada di halaman ini."
ALREADY_ASKED = "RT belum menjawab pertanyaan sebelumnya. Tunggu jawabannya, atau tanyakan langsung."


def places_to_ask(conflict, actor):
    """The RT of each of the two entries that lies in the actor's own territory."""
    sides = {place.pk: place for place in (conflict.person.territory, conflict.territory)}
    return [place for place in sides.values() if actor.territory.contains(place)]


def ask(conflict, *, by, text):
    """Put the question to the RT of every entry this actor may see; inside its caller's transaction."""
    places = places_to_ask(conflict, by)
    if not places:
        raise PermissionDenied
    if NikQuestion.objects.unanswered().filter(conflict=conflict, territory__in=places).exists():
        raise ValidationError(ALREADY_ASKED)
    return [
        NikQuestion.objects.create(conflict=conflict, territory=place, question=text, asked_by=by) for place in places
    ]


@transaction.atomic
def answer(question, *, by, text):
    """Answer once; of two who press at once the second is told."""
    question = NikQuestion.objects.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    by.require("cases.answer_nik_question")
    if question.answered_at:
        raise ValidationError(ALREADY_ANSWERED)
    question.answer, question.answered_by, question.answered_at = text, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    return question


class Resident(NamedTuple):
    """Whom a question is about, as the RT that was asked knows him."""

    name: str
    person: Person | None = None


def residents(question, actor):
    """The recorded person, the new entry, or both: only those of the actor's own place."""
    conflict = question.conflict
    person = Person.objects.visible_to(actor).filter(pk=conflict.person_id).first()
    known = [Resident(person.name, person)] if person else []
    typed_here = actor.territory.contains(conflict.territory)
    return known + [Resident(conflict.entry["person"]["name"])] * typed_here
