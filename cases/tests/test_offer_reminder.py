"""Disnaker promised an answer within two working days: whoever carries the phone hears of it before and after."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cases import duty, mailing, offer_day, offer_question, offer_reminder, red_flag
from cases.models import OfferQuestion, Reminder
from cases.my_day import my_day
from lib.clock import today


@pytest.fixture
def question(db):
    return offer_question.ask(
        client_uuid=uuid.uuid4(), seed="benih", flags=red_flag.start_flags(), text="Jadi admin judi di Kamboja"
    )


def due_in(question, days):
    OfferQuestion.objects.filter(pk=question.pk).update(due_on=today() + timedelta(days))


def told():
    rows = Reminder.objects.filter(rule="OFFER_WAITING").order_by("planned_at", "pk")
    return [(row.days_before, row.recipient.user.username) for row in rows]


@pytest.mark.parametrize(("days", "expected"), [(2, []), (1, [1]), (0, [1]), (-1, [0]), (-9, [0])])
def test_it_rings_on_the_last_days_and_once_it_is_late(question, dewi, ana, days, expected):
    due_in(question, days)
    offer_reminder.plan(today())
    offer_reminder.plan(today())
    assert told() == [(before, "dewi") for before in expected]


def test_once_before_and_once_after_whoever_is_on_duty_then(question, dewi, ana):
    due_in(question, 1)
    offer_reminder.plan(today())
    now = timezone.now()
    duty.enter(key=uuid.uuid4(), officer=ana, starts_at=now, ends_at=now + timedelta(hours=12), by=dewi)
    offer_reminder.plan(today() + timedelta(1))
    offer_reminder.plan(today() + timedelta(2))
    assert sorted(told(), reverse=True) == [(1, "dewi"), (0, "ana")]


def test_an_answered_one_or_what_looks_like_a_flood_rings_nobody(question, dewi, ana):
    due_in(question, -1)
    OfferQuestion.objects.update(is_suspect=True)
    assert offer_reminder.plan(today()) == 0
    OfferQuestion.objects.update(is_suspect=False)
    offer_reminder.plan(today())
    offer_question.answer(question, text="Jangan berangkat.", seen="", by=ana)
    mailing.send_reminders()
    assert mail.outbox == [] and Reminder.objects.get().channel == "NONE"


def test_the_message_says_nothing_and_leads_to_the_question(client, settings, question, dewi):
    settings.DEMO = True
    due_in(question, -1)
    offer_reminder.plan(today())
    mailing.send_reminders()
    [message] = mail.outbox
    assert "Kamboja" not in message.body and "judi" not in message.body
    client.force_login(dewi.user)
    assert client.get(f"/pengingat/{Reminder.objects.get().pk}/")["Location"] == question.get_absolute_url()
    assert "Pertanyaan tawaran kerja, dijawab paling lambat" in client.get("/pengingat/").text


@pytest.mark.parametrize(("days", "words"), [(1, "paling lambat"), (-3, "lewat 3 hari"), (2, None)])
def test_it_stands_on_the_page_of_the_day_before_and_after(question, dewi, ana, budi, days, words):
    due_in(question, days)
    for officer in (ana, dewi):
        rows = [row for s in my_day(officer, today()).sections if s.title == offer_day.TITLE for row in s.rows]
        assert [words in row.detail for row in rows] == ([True] if words else [])
        assert all(row.is_late == (days < 0) and row.url == question.get_absolute_url() for row in rows)
    assert offer_day.TITLE not in [section.title for section in my_day(budi, today()).sections]


def test_when_the_question_is_deleted_its_reminders_go_too(question, dewi):
    due_in(question, -1)
    offer_reminder.plan(today())
    OfferQuestion.objects.all().delete()
    assert not Reminder.objects.exists()
