"""Who carries the 24-hour phone."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from accounts.tests.factories import LONG_AGO
from cases.models import DutyRoster, Reminder
from cases.rules.reminders import duty, mailing
from cases.rules.returns import arrival, returnee_list
from cases.values.returnee_line import rows_of
from lib.clock import today

ROSTER = reverse("cases:duty_roster")


def turn(officer, deputy=None, *, begins=-1, hours=12, key=None):
    starts_at = timezone.now() + timedelta(hours=begins)
    fields = {"officer": officer, "deputy": deputy, "starts_at": starts_at}
    return duty.enter(key=key or uuid.uuid4(), by=officer, ends_at=starts_at + timedelta(hours=hours), **fields)


def told():
    return set(duty.on_duty(timezone.now(), today()))


def test_the_roster_names_who_is_told(ana, dewi):
    turn(ana)
    assert told() == {ana}


def test_the_deputy_is_told_too(ana, dewi):
    turn(ana, dewi)
    assert told() == {ana, dewi}


@pytest.mark.parametrize("begins", [-13, 1])
def test_outside_every_turn_it_is_the_head(ana, dewi, begins):
    turn(ana, begins=begins)
    assert told() == {dewi}


def test_who_left_meanwhile_is_not_told(ana, dewi):
    turn(ana)
    Assignment.objects.filter(pk=ana.pk).update(starts_on=LONG_AGO, ends_on=today() - timedelta(days=1))
    assert told() == {dewi}


def test_without_a_head_the_officers_are_told(ana):
    assert told() == {ana}


def test_two_turns_never_overlap(ana, dewi):
    turn(ana)
    with pytest.raises(ValidationError), transaction.atomic():
        turn(dewi, begins=5)
    turn(dewi, begins=11)  # where one ends, the next may begin


def test_not_even_behind_the_form(ana):
    now = timezone.now()
    row = {"officer": ana, "entered_by": ana, "starts_at": now, "ends_at": now + timedelta(hours=1)}
    DutyRoster.objects.create(id=uuid.uuid4(), **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyRoster.objects.create(id=uuid.uuid4(), **row)


@pytest.fixture
def desk(client, dewi, settings):
    settings.DEMO = True
    client.force_login(dewi.user)
    return client


def typed(carrier, **fields):
    day = today() + timedelta(days=1)
    times = {"starts_at": f"{day}T08:00", "ends_at": f"{day}T20:00"}
    return {"client_uuid": uuid.uuid4(), "officer": carrier.pk, "deputy": ""} | times | fields


def test_the_head_enters_a_turn_once_and_strikes_it(desk, ana):
    form = typed(ana)
    for _ in range(2):
        assert desk.post(ROSTER, form).headers["Location"] == ROSTER
    row = DutyRoster.objects.get()
    path = reverse("cases:strike_duty", args=[row.pk])
    for _ in range(2):
        assert desk.post(path).headers["Location"] == ROSTER
    assert not DutyRoster.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"ends_at": "2020-01-01T08:00"}, {"starts_at": ""}, {"officer": "0"}, {"client_uuid": "x"}]
)
def test_a_broken_turn_is_named(desk, ana, wrong):
    assert desk.post(ROSTER, typed(ana, **wrong)).context["form"].errors
    assert not DutyRoster.objects.exists()


def test_overlapping_turns_are_named_in_the_form(desk, ana):
    desk.post(ROSTER, typed(ana))
    assert "sudah ada petugas piket lain" in desk.post(ROSTER, typed(ana)).content.decode()


def test_an_rt_head_is_no_carrier(desk, rudi):
    assert desk.post(ROSTER, typed(rudi)).context["form"].errors


class TestReturns:
    """Forty people land tonight, says a list that came at noon: who carries the phone must not read of it tomorrow."""

    def receive(self, by, *, key=None, **facts):
        facts = {"received_on": today(), "category": "DEPORTASI", "urgency": "P3", "source": "BP3MI"} | facts
        sheets = [("", rows_of("Rosmala Harapan C7654321\nJoko Lain X1234567"))]
        return returnee_list.receive(client_uuid=key or uuid.uuid4(), sheets=sheets, on=today(), by=by, **facts)

    def told(self):
        return [(row.recipient.user.username, row.returnee_list, row.due_on) for row in Reminder.objects.all()]

    def test_a_pressing_list_rings_once_however_many_stand_on_it(self, ana, dewi):
        key = uuid.uuid4()
        kept = self.receive(ana, key=key, urgency="P2")
        self.receive(ana, key=key, urgency="P2")
        assert self.told() == [("dewi", kept, today())]
        assert Reminder.objects.get() in Reminder.objects.still_needed()

    def test_what_can_wait_wakes_nobody_unless_they_land_soon(self, ana, dewi):
        self.receive(ana, arrives_at=timezone.now() + timedelta(days=9))
        assert self.told() == []
        tonight = self.receive(ana, arrives_at=timezone.now() + timedelta(hours=5))
        assert self.told() == [("dewi", tonight, timezone.localdate(tonight.arrives_at))]

    def test_who_carries_the_phone_and_typed_it_knows_already(self, ana, dewi):
        turn(ana, dewi)
        self.receive(ana, urgency="P1")
        assert self.told() == []

    def test_what_was_known_long_before_is_said_two_days_before(self, ana, dewi, siti, case):
        now = timezone.now()
        kept = self.receive(ana, arrives_at=now + timedelta(days=9))
        link = case.persons.get()
        for place, days in (("SOEKARNO_HATTA", 7), ("DEPATI_AMIR", 8)):
            facts = {"place": place, "expected_at": now + timedelta(days=days)}
            arrival.plan([link], by=ana, carrier="", pick_up="BELUM_DITENTUKAN", pick_up_by="", reference="", **facts)
        assert duty.plan_returns(now) == 0
        days = [timezone.localdate(now) + timedelta(days=count) for count in (7, 8, 9)]
        assert duty.plan_returns(now + timedelta(days=7.5)) == 2 and duty.plan_returns(now + timedelta(days=7.5)) == 0
        assert {due_on for _, _, due_on in self.told()} == {days[1], days[2]}
        assert {of for _, of, _ in self.told()} == {kept, None}

    def test_of_who_is_home_already_nothing_is_said(self, ana, dewi, case):
        facts = {"place": "DEPATI_AMIR", "expected_at": timezone.now() + timedelta(hours=3), "carrier": ""}
        arrival.plan(case.persons.all(), by=ana, pick_up="BELUM_DITENTUKAN", pick_up_by="", reference="", **facts)
        case.persons.update(status="SERAH_TERIMA")
        assert duty.plan_returns(timezone.now()) == 0

    def test_the_message_leads_to_the_list_or_to_those_who_land_and_betrays_nothing(self, client, ana, dewi, case):
        kept = self.receive(ana, urgency="P1")
        Reminder.objects.create(rule="RETURN_SOON", due_on=today(), recipient=dewi)
        client.force_login(dewi.user)
        page = client.get(reverse("cases:reminders")).text
        assert f"Daftar pemulangan {kept}" in page and f"Kedatangan {today():%d/%m/%Y}" in page
        leads = [client.get(reverse("cases:open_reminder", args=[row.pk])).url for row in Reminder.objects.all()]
        assert set(leads) == {kept.get_absolute_url(), reverse("cases:arrivals")}
        message = mailing.message_for(Reminder.objects.first(), "a@example.org")
        assert not [word for word in ("Rosmala", "pulang", "tiba") if word in message.subject + message.body]
