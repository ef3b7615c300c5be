"""The clocks of a report: until somebody has read it, until its reporter is answered. Long before there is a case."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import CITY_CODE, Role
from accounts.tests.factories import make_actor
from cases.models import CaseConflict, Deadline, DeadlineParameter, Holiday, Reminder, Report
from cases.rules.casework import casefile
from cases.rules.clocks import deadline, deadline_parameter
from cases.rules.days.my_day import my_day
from cases.rules.families import report_desk, report_follow, report_intake
from cases.rules.reminders import escalation
from cases.tests.races import at_once
from cases.tests.reminders.test_duty import turn
from cases.values.choices import Answer, Category, CloseReason
from cases.values.working_days import add_working_days
from lib.clock import today

pytestmark = pytest.mark.django_db
READ, ANSWERED = "LAPORAN_DIBACA", "PESAN_DIJAWAB"
LATE = "Tenggat Disnaker lewat"


def tell(name="Bayu Contoh", danger=Answer.YA, **answers):
    return report_intake.keep(key=uuid.uuid4(), seed=uuid.uuid4(), danger=danger, person_name=name, **answers)


def write(report, by=None, text="Ada kabar?"):
    return report_follow.write(report, key=uuid.uuid4(), text=text, by=by)


@pytest.fixture
def report(db):
    return tell(country="MM")


def clock(report, code):
    return Deadline.objects.get(report=report, code=code)


def running(report):
    return set(Deadline.objects.running().filter(report=report).values_list("code", flat=True))


def hours(row):
    return (row.due_at - row.started_at) / timedelta(hours=1)


class TestUntilItIsRead:
    @pytest.mark.parametrize(("danger", "urgency", "length"), [(Answer.YA, "P1", 2), (Answer.TIDAK_TAHU, "P2", 8)])
    def test_in_danger_hours_count_from_the_moment_it_came(self, danger, urgency, length):
        row = clock(tell(danger=danger), READ)
        assert (row.urgency, hours(row), row.holder) == (urgency, length, "KOTA")
        assert row.started_at == row.report.received_at

    def test_else_working_days_over_holidays(self):
        closed = add_working_days(today(), 1, frozenset())
        Holiday.objects.create(
            date=closed, name="Libur Contoh", kind="NASIONAL", source="contoh", checked_on=today(), is_official=True
        )
        row = clock(tell(danger=Answer.TIDAK), READ)
        assert row.urgency == "P3" and row.due_on == add_working_days(today(), 2, deadline.holiday.closed_days())

    def test_a_later_answer_shortens_it(self):
        report = tell(danger=Answer.TIDAK)
        report_intake.add(report.pk, troubles=[Category.DISEKAP])
        assert (clock(report, READ).urgency, hours(clock(report, READ))) == ("P1", 2)

    @pytest.mark.parametrize("end", ["opened", "linked", "settled"])
    def test_it_ends_where_somebody_says_what_becomes_of_it(self, report, ana, case, end):
        if end == "opened":
            report_desk.open_case(report, persons=[], urgency="P1", category="DISEKAP", by=ana)
        elif end == "linked":
            report_desk.link(report, case, by=ana)
        else:
            report_desk.settle(report, reason=CloseReason.DUPLIKAT, note="Dua kali.", by=ana)
        assert running(report) == set() and clock(report, READ).done_at

    def test_opening_the_page_is_no_reading(self, client, ana, report):
        client.force_login(ana.user)
        page = client.get(report.get_absolute_url()).content.decode()
        assert "Laporan dibaca: paling lambat" in page and running(report) == {READ}

    def test_a_word_to_the_reporter_alone_does_not_end_it(self, report, ana):
        write(report, by=ana)
        assert running(report) == {READ}

    @pytest.mark.parametrize("back", ["released", "reopened"])
    def test_back_on_the_desk_it_begins_anew(self, report, ana, case, back):
        first = clock(report, READ).started_at
        if back == "released":
            report_desk.link(report, case, by=ana)
            report_desk.release(Report.objects.get(), note="Orang lain.", by=ana)
        else:
            report_desk.settle(report, reason=CloseReason.DUPLIKAT, note="Dua kali.", by=ana)
            report_desk.reopen(report, note="Ternyata bukan.", by=ana)
        row = clock(report, READ)
        assert row.started_at > first and row.done_at is None and row.urgency == "P1"

    def test_what_an_officer_wrote_down_was_read_by_him(self, ana):
        taken = report_intake.take(
            key=uuid.uuid4(), seed="x", channel="TELEPON", source="KELUARGA", by=ana, person_name="Bayu", urgency="P1"
        )
        assert running(taken) == {READ}
        report_desk.open_case(taken, persons=[], urgency="P1", category="DISEKAP", by=ana)
        assert running(taken) == set()


class TestUntilItIsAnswered:
    @pytest.mark.parametrize(("danger", "length"), [(Answer.YA, 1), (Answer.TIDAK_TAHU, 4)])
    def test_it_begins_with_the_first_message_that_waits(self, danger, length):
        report = tell(danger=danger)
        write(report)
        row = clock(report, ANSWERED)
        write(report, text="Tolong.")
        again = clock(report, ANSWERED)
        assert (hours(row), again.started_at, again.due_at) == (length, row.started_at, row.due_at)

    def test_an_answer_ends_it_and_the_next_message_begins_it_anew(self, report, ana):
        write(report)
        first = clock(report, ANSWERED)
        write(report, by=ana)
        done = clock(report, ANSWERED)
        assert done.done_at and done.started_at == first.started_at
        write(report)
        assert clock(report, ANSWERED).done_at is None and clock(report, ANSWERED).started_at > done.done_at

    def test_settling_answers_what_was_written_before(self, report, ana):
        write(report)
        report_desk.settle(report, reason=CloseReason.DUPLIKAT, note="Dua kali.", by=ana)
        assert running(report) == set() and not Report.objects.unanswered().exists()
        write(report, text="Bukan, ini orang lain.")
        assert running(report) == {ANSWERED}

    def test_in_a_case_it_is_as_urgent_as_the_case(self, report, ana, case):
        write(report)
        report_desk.link(report, case, by=ana)
        assert (clock(report, ANSWERED).urgency, hours(clock(report, ANSWERED))) == ("P2", 4)
        casefile.edit_case(case, seen=0, why="Disekap.", by=ana, urgency="P1")
        assert (clock(report, ANSWERED).urgency, hours(clock(report, ANSWERED))) == ("P1", 1)
        report_desk.release(Report.objects.get(), note="Orang lain.", by=ana)
        assert clock(report, ANSWERED).urgency == "P1" == Report.objects.get().urgency

    @pytest.mark.parametrize("status", ["DITUNDA", "DITUTUP"])
    def test_neither_a_waiting_nor_a_closed_case_makes_a_family_wait(self, report, ana, case, status):
        report_desk.link(report, case, by=ana)
        type(case).objects.update(status=status)
        write(report)
        deadline.refresh_open()
        assert running(report) == {ANSWERED} and clock(report, ANSWERED).paused_at is None


class TestRows:
    def test_asking_again_changes_nothing(self, report, ana):
        write(report)
        before = list(Deadline.objects.order_by("pk").values())
        deadline.refresh_open()
        assert list(Deadline.objects.order_by("pk").values()) == before

    def test_a_length_changed_by_the_head_counts_for_what_runs(self, report):
        write(report)
        deadline_parameter.load()
        DeadlineParameter.objects.filter(code=READ, urgency="P1").update(amount=5)
        DeadlineParameter.objects.filter(code=ANSWERED, urgency="P1").update(amount=None)
        deadline.refresh_open()
        assert hours(clock(report, READ)) == 5 and running(report) == {READ}

    def test_what_was_lost_is_written_again(self, report):
        Deadline.objects.all().delete()
        deadline.refresh_open()
        assert running(report) == {READ}

    @pytest.mark.parametrize("wrong", ["both", "neither", "of a case", "of a report"])
    def test_a_clock_is_of_one_case_or_one_report(self, report, case, wrong):
        about = {
            "both": {"case": case, "report": report, "code": READ},
            "neither": {"code": READ},
            "of a case": {"case": case, "code": READ},
            "of a report": {"report": report, "code": "TRIASE"},
        }[wrong]
        now = timezone.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            Deadline.objects.create(holder="KOTA", urgency="P1", started_at=now, due_at=now, **about)

    def test_disnaker_alone_sees_them(self, report, ana, dewi, dina, eko, budi, wawan):
        seen = [actor.role for actor in (ana, dewi, dina, eko, budi, wawan) if Deadline.objects.visible_to(actor)]
        assert seen == ["DISNAKER", "KADIS"] and not Deadline.objects.visible_to(None).exists()


def make_late(report, code, **more):
    Deadline.objects.update(due_at=timezone.now() + timedelta(99), head_at=None, mayor_at=None)
    Deadline.objects.filter(report=report, code=code).update(due_at=timezone.now() - timedelta(hours=1), **more)


def planned():
    rows = Reminder.objects.filter(deadline__report__isnull=False)
    return sorted(rows.values_list("rule", "recipient__user__username"))


class TestLadder:
    def test_before_there_is_a_case_who_is_on_duty_is_told(self, ana, dewi, report):
        turn(ana)
        make_late(report, READ)
        assert [escalation.plan(timezone.now()), escalation.plan(timezone.now())] == [1, 0]
        assert planned() == [("DEADLINE_LATE", "ana")]

    def test_then_the_head_and_the_mayors_number(self, ana, dewi, wawan, report):
        turn(ana)
        now = timezone.now()
        make_late(report, READ, head_at=now, mayor_at=now)
        escalation.plan(now)
        assert planned() == [("DEADLINE_LATE", "ana"), ("DEADLINE_TO_HEAD", "dewi")]
        assert Reminder.objects.filter(rule="LATENESS_TO_MAYOR", recipient=wawan).exists()

    def test_in_a_case_who_answers_for_it(self, ana, dewi, places, case, report):
        turn(make_actor("olga", Role.DISNAKER, places[CITY_CODE]))
        report_desk.link(report, case, by=ana)
        write(report)
        make_late(report, ANSWERED)
        escalation.plan(timezone.now())
        assert planned() == [("DEADLINE_LATE", "ana")]

    @pytest.mark.parametrize(
        ("shut_out", "told"),
        [
            (["ana"], [("DEADLINE_LATE", "dewi"), ("DEADLINE_TO_HEAD", "dewi")]),
            (["dewi"], [("DEADLINE_LATE", "ana")]),
            (["ana", "dewi"], []),
        ],
    )
    def test_whom_a_conflict_shuts_out_is_told_nothing(self, client, ana, dewi, wawan, case, report, shut_out, told):
        report_desk.link(report, case, by=ana)
        write(report)
        make_late(report, ANSWERED, head_at=timezone.now())
        shut = [actor for actor in (ana, dewi) if actor.user.username in shut_out]
        for actor in shut:
            CaseConflict.objects.create(case=case, user=actor.user, reason="keluarga", added_by=wawan)
        escalation.plan(timezone.now())
        assert planned() == told
        for actor in shut:
            assert not Deadline.objects.visible_to(actor).filter(report=report).exists()
            assert LATE not in titles(actor)

    @pytest.mark.parametrize("deed", ["linked", "answered"])
    def test_what_was_done_meanwhile_is_not_sent(self, ana, dewi, case, report, deed):
        write(report)
        make_late(report, READ if deed == "linked" else ANSWERED)
        escalation.plan(timezone.now())
        assert Reminder.objects.still_needed().filter(rule="DEADLINE_LATE").exists()
        if deed == "linked":
            report_desk.link(report, case, by=ana)
        else:
            write(report, by=ana)
        assert not Reminder.objects.still_needed().filter(rule="DEADLINE_LATE").exists()

    def test_a_flood_climbs_once_until_somebody_has_looked(self, ana, dewi, report):
        turn(ana)
        flood = [tell(is_suspect=True) for _ in range(3)]
        Deadline.objects.update(due_at=timezone.now() - timedelta(hours=1))
        escalation.plan(timezone.now())
        assert len(planned()) == 2  # the one that is no flood, and the first of it
        report_desk.settle(flood[0], reason=CloseReason.LAPORAN_TIDAK_BENAR, note="Tiruan.", by=ana)
        assert escalation.plan(timezone.now()) == 1

    def test_the_message_leads_to_the_report(self, client, ana, dewi, report):
        turn(ana)
        make_late(report, READ)
        escalation.plan(timezone.now())
        client.force_login(ana.user)
        row = Reminder.objects.get(rule="DEADLINE_LATE")
        assert client.get(reverse("cases:open_reminder", args=[row.pk])).url == report.get_absolute_url()
        assert "Laporan keluarga P1, Laporan dibaca" in client.get(reverse("cases:reminders")).content.decode()


def titles(actor):
    day = my_day(actor, today())
    return {
        section.title: [(row.label, row.detail.partition(" · ")[0]) for row in section.rows] for section in day.sections
    }


class TestMyDay:
    def test_what_is_late_stands_on_the_day_of_disnaker(self, ana, dina, report):
        make_late(report, READ)
        assert titles(ana)[LATE] == [("Laporan keluarga, Myanmar · P1", "Laporan dibaca")]
        assert LATE not in titles(dina)

    def test_what_is_due_today_too(self, ana, report):
        write(report)
        Deadline.objects.filter(code=ANSWERED).update(due_at=timezone.now() + timedelta(seconds=9))
        Deadline.objects.filter(code=READ).update(due_at=timezone.now() + timedelta(9))
        assert ("Laporan keluarga, Myanmar · P1", "Pesan keluarga dijawab") in titles(ana)["Tenggat hari ini"]

    def test_it_climbs_to_the_head(self, ana, dewi, report):
        make_late(report, READ, head_at=timezone.now() - timedelta(minutes=1))
        assert "Naik kepada Anda karena terlambat" in titles(dewi)

    def test_a_flood_crowds_out_nothing(self, ana, report):
        for _ in range(6):
            tell(is_suspect=True)
        Deadline.objects.update(due_at=timezone.now() - timedelta(hours=1))
        Deadline.objects.filter(report=report).update(due_at=timezone.now() - timedelta(minutes=1))
        assert titles(ana)[LATE] == [("Laporan keluarga, Myanmar · P1", "Laporan dibaca")]


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_link_at_once_leave_both_clocks_right(ana, dewi, case):
    """Whoever moves something in a case locks it first: neither waits for the other for ever."""
    report = tell()
    write(report)
    at_once(lambda: report_desk.link(report, case, by=ana), lambda: write(report, by=dewi) and None)
    before = list(Deadline.objects.order_by("pk").values())
    deadline.refresh_open()
    assert running(report) == set() and list(Deadline.objects.order_by("pk").values()) == before
