"""Disnaker promised an answer within two working days: whoever carries the phone hears of it before and after."""

import uuid
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cases.models import Holiday, OfferQuestion, Reminder
from cases.rules.days import offer_day
from cases.rules.days.my_day import my_day
from cases.rules.offers import offer_question, red_flag
from cases.rules.reminders import duty, mailing, offer_reminder
from lib.clock import today


@pytest.fixture
def question(db):
    return offer_question.ask(
        client_uuid=uuid.uuid4(), seed="benih", flags=red_flag.start_flags(), text="Jadi admin judi di Kamboja"
    )


def tuesday():
    """The next one: between two working days."""
    return today() + timedelta((1 - today().weekday()) % 7)


def due_in(question, days):
    OfferQuestion.objects.filter(pk=question.pk).update(due_on=tuesday() + timedelta(days))


def told():
    rows = Reminder.objects.filter(rule="OFFER_WAITING").order_by("planned_at", "pk")
    return [(row.days_before, row.recipient.user.username) for row in rows]


@pytest.mark.parametrize(("days", "expected"), [(2, []), (1, [1]), (0, [1]), (-1, [0]), (-9, [0])])
def test_it_rings_on_the_last_days_and_once_it_is_late(question, dewi, ana, days, expected):
    due_in(question, days)
    offer_reminder.plan(tuesday())
    offer_reminder.plan(tuesday())
    assert told() == [(before, "dewi") for before in expected]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 11, 27), date(2026, 11, 30)),  # Friday, for Monday
        (date(2026, 12, 23), date(2026, 12, 28)),  # before the holiday, the leave after it, and the weekend
    ],
)
def test_what_is_promised_for_after_closed_days_rings_on_the_last_open_one(question, dewi, ana, on, due):
    for closed in (date(2026, 12, 24), date(2026, 12, 25)):
        Holiday.objects.create(date=closed, name="Natal", kind=Holiday.Kind.NASIONAL, source="SKB", checked_on=closed)
    OfferQuestion.objects.update(due_on=due)
    offer_reminder.plan(on - timedelta(1))
    assert told() == []
    offer_reminder.plan(on)
    offer_reminder.plan(on + timedelta(1))
    assert told() == [(1, "dewi")]


def test_once_before_and_once_after_whoever_is_on_duty_then(question, dewi, ana):
    due_in(question, 1)
    offer_reminder.plan(tuesday())
    now = timezone.now()
    duty.enter(key=uuid.uuid4(), officer=ana, starts_at=now, ends_at=now + timedelta(hours=12), by=dewi)
    offer_reminder.plan(tuesday() + timedelta(1))
    offer_reminder.plan(tuesday() + timedelta(2))
    assert sorted(told(), reverse=True) == [(1, "dewi"), (0, "ana")]


def test_an_answered_one_or_what_looks_like_a_flood_rings_nobody(question, dewi, ana):
    OfferQuestion.objects.update(is_suspect=True, due_on=today() - timedelta(1))
    assert offer_reminder.plan(today()) == 0
    OfferQuestion.objects.update(is_suspect=False)
    offer_reminder.plan(today())
    offer_question.answer(question, text="Jangan berangkat.", seen="", by=ana)
    mailing.send_reminders()
    assert mail.outbox == [] and Reminder.objects.get().channel == "NONE"


def test_the_message_says_nothing_and_leads_to_the_question(client, settings, question, dewi):
    settings.DEMO = True
    OfferQuestion.objects.update(due_on=today() - timedelta(1))
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
        rows = [row for s in my_day(officer, tuesday()).sections if s.title == offer_day.TITLE for row in s.rows]
        assert [words in row.detail for row in rows] == ([True] if words else [])
        assert all(row.is_late == (days < 0) and row.url == question.get_absolute_url() for row in rows)
    assert offer_day.TITLE not in [section.title for section in my_day(budi, tuesday()).sections]


def test_when_the_question_is_deleted_its_reminders_go_too(question, dewi):
    OfferQuestion.objects.update(due_on=today() - timedelta(1))
    offer_reminder.plan(today())
    OfferQuestion.objects.all().delete()
    assert not Reminder.objects.exists()
