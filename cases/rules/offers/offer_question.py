"""Somebody asks Disnaker whether a job offer can be trusted: kept for 90 days, answered within two working days."""

import hmac

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import system_actor
from cases.models import OfferQuestion
from cases.models.offer_question import KEPT_FOR
from cases.rules import uploads
from cases.rules.clocks import holiday
from cases.rules.offers import offer_context, red_flag
from cases.values.identity import first_phone
from cases.values.working_days import add_working_days
from lib import receipt
from lib.clock import today

DAYS_TO_ANSWER = 2
PROMISE = {"answer_days": DAYS_TO_ANSWER, "kept_days": KEPT_FOR.days}  # as pages tell it
SHOWN = 5
ANSWERED_MEANWHILE = "Pertanyaan ini baru saja dijawab orang lain. Baca dulu jawabannya di bawah, lalu kirim lagi."


def ask(*, client_uuid, seed, flags, screenshot=None, is_suspect=False, **told):
    """Keep a question. Repeating a client_uuid returns the first. Raises ValidationError where the disk is full."""
    try:
        with transaction.atomic():
            earlier = OfferQuestion.objects.filter(client_uuid=client_uuid).first()
            return earlier or _keep(client_uuid, seed, flags, screenshot, is_suspect, told)
    except IntegrityError:  # the button was pressed twice
        return OfferQuestion.objects.get(client_uuid=client_uuid)


def _keep(client_uuid, seed, flags, screenshot, is_suspect, told):
    question = OfferQuestion(client_uuid=client_uuid, is_suspect=is_suspect, **told)
    question.recruiter_phone = question.recruiter_phone or first_phone(question.text)
    reading = red_flag.read(question.offer, flags, offer_context.in_force())
    question.level, question.flags = reading.level, [sign.flag.code for sign in reading.warnings]
    question.due_on = add_working_days(today(), DAYS_TO_ANSWER, holiday.closed_days())
    question.receipt_hash = receipt.stretch(receipt.code_of(question.pk, seed))
    question.save(force_insert=True)
    if screenshot:
        uploads.store(screenshot, offer=question, by=system_actor(), client_uuid=client_uuid)
    return question


def find(code):
    """The question of this code, or None; both take equally long, and neither is cheap."""
    kept = receipt.stretch(code or "")
    question = OfferQuestion.objects.filter(receipt_hash=kept).first()
    return question if question and hmac.compare_digest(question.receipt_hash, kept) else None


def opened(key, kept):
    """The question that this browser asked, or opened by its code; None once it is gone, or for another code."""
    return OfferQuestion.objects.filter(pk=key, receipt_hash=kept).first()


def about_same_recruiter(question, actor):
    """Others who asked about the same number: the first sign of somebody who works his way through the city."""
    others = OfferQuestion.objects.visible_to(actor).by_recruiter(question.recruiter_phone).exclude(pk=question.pk)
    return others.order_by("-asked_at", "pk")[:SHOWN]


@transaction.atomic
def answer(question, *, text, seen, by):
    """Write the answer, or correct it; `seen` is the version on which it was written. Raises ValidationError."""
    question = OfferQuestion.objects.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    if question.answer == text:
        return question
    if question.version != seen:
        raise ValidationError(ANSWERED_MEANWHILE)
    question.answer, question.answered_by, question.answered_at = text, by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    return question
