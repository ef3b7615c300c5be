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
from cases import duty
from cases.models import DutyRoster
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
