"""What is late climbs: once per step, never while it stands still, and nothing is lost while nobody plans."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseConflict, Coordination, Deadline, Reminder
from cases.rules.reminders import escalation, mailing
from cases.tests.races import at_once

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def make_late(code, **more):
    """The clock of this code ran out an hour ago; all others have time."""
    Deadline.objects.update(due_at=now() + timedelta(99), head_at=None, mayor_at=None)
    Deadline.objects.filter(code=code).update(due_at=now() - timedelta(hours=1), **more)
    return Deadline.objects.get(code=code)


def planned():
    return sorted(Reminder.objects.values_list("rule", "recipient__user__username"))


class TestLadder:
    def test_first_whoever_answers_for_the_case(self, ana, dewi, wawan, case):
        make_late("TRIASE")
        assert [escalation.plan(now()), escalation.plan(now())] == [1, 0]
        assert planned() == [("DEADLINE_LATE", "ana")]

    def test_then_the_head(self, ana, dewi, wawan, case):
        make_late("TRIASE", head_at=now())
        escalation.plan(now())
        assert planned() == [("DEADLINE_LATE", "ana"), ("DEADLINE_TO_HEAD", "dewi")]

    def test_then_the_mayors_number_once_a_week(self, ana, dewi, wawan, case):
        make_late("TRIASE", head_at=now(), mayor_at=now())
        escalation.plan(now())
        assert ("LATENESS_TO_MAYOR", "wawan") in planned()
        monday = now() + timedelta(days=7 - timezone.localdate().weekday())
        assert [escalation.plan(monday), escalation.plan(monday + timedelta(6))] == [1, 0]

    def test_a_silent_agency_gets_a_letter(self, ana, dewi, case, coordination):
        Coordination.objects.update(status="DIKIRIM")
        Deadline.objects.filter(coordination=coordination).update(code="TANDA_TERIMA", holder="INSTANSI")
        make_late("TANDA_TERIMA")
        assert escalation.plan(now()) == 0  # that it is late tells the reminder of the day
        Deadline.objects.filter(code="TANDA_TERIMA").update(head_at=now())
        escalation.plan(now())
        assert planned() == [("DEADLINE_TO_HEAD", "dewi"), ("LETTER_DUE", "ana")]

    def test_once_the_handler_has_left_his_colleagues_are_told(self, ana, dewi, case):
        make_late("TRIASE")
        type(ana).objects.filter(pk=ana.pk).update(ends_on=timezone.localdate() - timedelta(1))
        escalation.plan(now())
        assert planned() == [("DEADLINE_LATE", "dewi")]

    @pytest.mark.parametrize(
        ("shut_out", "told"),
        [
            (["ana"], [("DEADLINE_LATE", "dewi"), ("DEADLINE_TO_HEAD", "dewi")]),
            (["dewi"], [("DEADLINE_LATE", "ana")]),
            (["ana", "dewi"], []),
        ],
    )
    def test_whom_a_conflict_shuts_out_is_told_nothing(self, ana, dewi, wawan, case, shut_out, told):
        make_late("TRIASE", head_at=now())
        for actor in (ana, dewi):
            if actor.user.username in shut_out:
                CaseConflict.objects.create(case=case, user=actor.user, reason="keluarga", added_by=wawan)
        escalation.plan(now())
        assert planned() == told

    def test_a_conflict_that_was_lifted_shuts_nobody_out(self, ana, dewi, case):
        make_late("TRIASE", head_at=now())
        for actor in (ana, dewi):
            CaseConflict.objects.create(
                case=case, user=actor.user, reason="keluarga", added_by=ana, lifted_by=ana, lifted_at=now()
            )
        escalation.plan(now())
        assert planned() == [("DEADLINE_LATE", "ana"), ("DEADLINE_TO_HEAD", "dewi")]

    @pytest.mark.parametrize("state", ["paused_at", "done_at"])
    def test_what_stands_still_or_is_done_does_not_climb(self, ana, dewi, wawan, case, state):
        make_late("TRIASE", head_at=now(), mayor_at=now(), **{state: now()})
        assert escalation.plan(now()) == 0

    def test_a_worker_that_was_down_plans_what_it_missed(self, ana, dewi, case):
        row = make_late("TRIASE")
        Deadline.objects.filter(pk=row.pk).update(head_at=row.due_at + timedelta(3))
        assert escalation.plan(now() + timedelta(30)) == 2

    def test_a_new_run_is_told_of_anew(self, ana, case):
        make_late("KABAR_KELUARGA")
        escalation.plan(now())
        Deadline.objects.filter(code="KABAR_KELUARGA").update(due_at=now() + timedelta(3))
        assert escalation.plan(now() + timedelta(4)) == 1


class TestSending:
    def test_what_was_done_meanwhile_is_not_sent(self, ana, case):
        make_late("TRIASE")
        escalation.plan(now())
        assert Reminder.objects.still_needed().count() == 1
        Deadline.objects.update(done_at=now())
        assert not Reminder.objects.still_needed().exists()

    @pytest.mark.parametrize("rule", ["DEADLINE_LATE", "DEADLINE_TO_HEAD", "LETTER_DUE", "LATENESS_TO_MAYOR"])
    def test_no_message_betrays_a_case(self, ana, wawan, case, rule):
        row = make_late("TRIASE")
        subject = {} if rule == "LATENESS_TO_MAYOR" else {"deadline": row}
        reminder = Reminder.objects.create(rule=rule, due_on=row.due_on, recipient=ana, **subject)
        message = mailing.message_for(reminder, "a@example.org")
        text = message.subject + message.body
        assert case.number not in text and "Siti" not in text and "Triase" not in text

    def test_the_link_leads_to_the_case_and_the_mayors_to_his_own_page(self, client, ana, wawan, case):
        make_late("TRIASE", mayor_at=now())
        escalation.plan(now())
        for actor, url in ((ana, case.get_absolute_url()), (wawan, reverse("home"))):
            client.force_login(actor.user)
            mine = Reminder.objects.get(recipient=actor)
            assert client.get(reverse("cases:open_reminder", args=[mine.pk])).url == url
            page = client.get(reverse("cases:reminders")).content.decode()
            assert (case.number in page) == (actor == ana)


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_tell_nobody_twice(ana, dewi, wawan, case):
    make_late("TRIASE", head_at=now(), mayor_at=now())
    at_once(lambda: escalation.plan(now()), lambda: escalation.plan(now()))
    assert planned() == [("DEADLINE_LATE", "ana"), ("DEADLINE_TO_HEAD", "dewi"), ("LATENESS_TO_MAYOR", "wawan")]
