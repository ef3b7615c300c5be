"""Nobody whom a conflict of interest keeps from a case is told of it: every rule of reminders, planned and sent."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import Case, CaseConflict, Coordination, Deadline, Reminder, ReplyLink
from cases.rules.families import report_desk, report_intake
from cases.rules.reminders import escalation, mailing, reminder
from cases.tests.links import give_link
from lib.clock import today

pytestmark = pytest.mark.django_db
R = Reminder.Rule
# About a case, each with the subject through which it is.
OF_A_CASE = {
    R.COORDINATION_OVERDUE: "coordination",
    R.DEADLINE_LATE: "deadline",
    R.DEADLINE_TO_HEAD: "deadline",
    R.LETTER_DUE: "deadline",
    R.NO_REACTION: "link",
    R.REPORT_URGENT: "report",
    R.CASE_URGENT: "case",
}
# Of residents and their papers, of the own drafts, of a number, of job offers: no case is behind them.
# A list of returnees shows each reader only the lines he may see, and a day of arrival names nobody.
OF_NO_CASE = {R.RETURN_SOON, R.DOCUMENT_EXPIRING, R.DRAFT_EXPIRING, R.LATENESS_TO_MAYOR, R.OFFER_WAITING}
TO_THE_AGENCY = {R.REPLY_LINK}
TO_THE_HEAD_ALWAYS = {R.EMERGENCY_ACCESS}  # who opened a shut case, of her own cases too (decision 19)
TO_OFFICERS = [R.COORDINATION_OVERDUE, R.DEADLINE_LATE, R.LETTER_DUE, R.NO_REACTION]


@pytest.fixture
def olga(ana):
    """A second officer in Ana's office; the recruiter is her brother."""
    return make_actor("olga", Role.DISNAKER, ana.territory)


@pytest.fixture
def subjects(ana, olga, dewi, case, coordination):
    """Siti's case, late by every clock, with an agency that says nothing and an urgent report of the family."""
    Coordination.objects.update(status="DIKIRIM", due_on=today() - timedelta(1))
    coordination.refresh_from_db()
    link = give_link(coordination, ana)
    ReplyLink.objects.update(expires_on=today() - timedelta(1))
    report = report_desk.link(report_intake.keep(key=uuid.uuid4(), seed="", danger="YA"), case, by=ana)
    Reminder.objects.all().delete()
    now = timezone.now() - timedelta(days=1)
    Case.objects.update(handler=olga)
    late = Deadline.objects.filter(code="KONSEP")
    late.update(due_at=now, head_at=now, mayor_at=None, holder="INSTANSI", done_at=None, paused_at=None)
    Deadline.objects.filter(code="TRIASE").update(due_at=now, head_at=now)
    return {"coordination": coordination, "deadline": late.get(), "link": link, "report": report, "case": case}


def shut(case, *actors):
    CaseConflict.objects.bulk_create(
        CaseConflict(case=case, user=actor.user, reason="keluarga", added_by=actor) for actor in actors
    )


def planned():
    """{rule: who is told}"""
    reminder.plan_reminders(today())
    escalation.plan(timezone.now())
    told = {}
    for rule, name in Reminder.objects.values_list("rule", "recipient__user__username"):
        told.setdefault(rule, set()).add(name)
    return told


def test_every_rule_says_what_it_is_about():
    assert {*OF_A_CASE, *OF_NO_CASE, *TO_THE_AGENCY, *TO_THE_HEAD_ALWAYS} == set(R)


def test_without_a_conflict_all_are_told(subjects):
    told = planned()
    assert told[R.COORDINATION_OVERDUE] == told[R.NO_REACTION] == {"ana", "olga"}
    assert told[R.DEADLINE_LATE] == told[R.LETTER_DUE] == {"olga"} and told[R.DEADLINE_TO_HEAD] == {"dewi"}


def test_her_colleague_is_told_in_her_place(subjects, case, olga):
    shut(case, olga)
    told = planned()
    assert [told[rule] for rule in TO_OFFICERS] == [{"ana"}] * 4 and told[R.DEADLINE_TO_HEAD] == {"dewi"}


def test_where_every_officer_is_shut_out_the_head_is_told(subjects, case, ana, olga):
    shut(case, ana, olga)
    told = planned()
    assert [told[rule] for rule in TO_OFFICERS] == [{"dewi"}] * 4


def test_the_head_too_may_be_a_relative(subjects, case, ana, olga, dewi):
    shut(case, olga, dewi)
    assert "dewi" not in set().union(*planned().values())
    Reminder.objects.all().delete()
    shut(case, ana)
    assert planned() == {}


@pytest.mark.parametrize("rule", OF_A_CASE)
def test_what_was_planned_before_goes_to_whoever_may_read_it(subjects, case, olga, rule, monkeypatch):
    """Between planning and sending somebody was named: the letter box of the office stays, its reader changes."""
    subject = OF_A_CASE[rule]
    due_on = subjects["deadline"].due_on if subject == "deadline" else today() - timedelta(1)
    Reminder.objects.create(rule=rule, due_on=due_on, recipient=olga, **{subject: subjects[subject]})
    monkeypatch.setattr(type(Reminder.objects.all()), "still_needed", lambda rows: rows)
    shut(case, olga)
    mailing.send_reminders()
    assert [message.to for message in mail.outbox] == [["ana@example.test"]]


@pytest.mark.parametrize("rule", OF_A_CASE)
def test_and_to_nobody_where_nobody_may(subjects, case, ana, olga, rule, monkeypatch):
    subject = OF_A_CASE[rule]
    row = Reminder.objects.create(rule=rule, due_on=today(), recipient=olga, **{subject: subjects[subject]})
    monkeypatch.setattr(type(Reminder.objects.all()), "still_needed", lambda rows: rows)
    shut(case, ana, olga)
    mailing.send_reminders()
    row.refresh_from_db()
    assert mail.outbox == [] and row.channel == Reminder.Channel.PORTAL
    assert not Reminder.objects.visible_to(olga).exists()
