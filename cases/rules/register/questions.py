"""What an RT is asked about its residents, and what came back: rows for my day."""

from django.urls import reverse

from cases.models import DuplicatePair, NikQuestion
from cases.rules.day import SHOWN, Row, day_of

NIK_TWICE, MAYBE_TWICE = "NIK yang tercatat dua kali", "Mungkin tercatat dua kali"


def asked_of(actor):
    """The oldest first; about a NIK before the rest."""
    questions = NikQuestion.objects.visible_to(actor).unanswered().order_by("asked_at")[:SHOWN]
    pairs = DuplicatePair.objects.asked_of(actor).order_by("decided_at")[:SHOWN]
    about_nik = [Row(NIK_TWICE, q.get_absolute_url(), f"{q.question} · {day_of(q.asked_at)}") for q in questions]
    return about_nik + [
        Row(MAYBE_TWICE, reverse("cases:duplicate_question", args=[p.pk]), f"{p.reason} · {day_of(p.decided_at)}")
        for p in pairs
    ]


def answered_to(actor):
    """Answers that wait for a decision."""
    answers = NikQuestion.objects.visible_to(actor).answered().select_related("conflict").order_by("answered_at")
    pairs = DuplicatePair.objects.visible_to(actor).answered().order_by("answered_at")[:SHOWN]
    about_nik = [
        Row(NIK_TWICE, a.conflict.get_absolute_url(), f"{a.answer} · {day_of(a.answered_at)}") for a in answers[:SHOWN]
    ]
    return about_nik + [
        Row(MAYBE_TWICE, pair.get_absolute_url(), f"{pair.answer} · {day_of(pair.answered_at)}") for pair in pairs
    ]
