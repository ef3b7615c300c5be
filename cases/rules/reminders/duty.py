"""Who carries the 24-hour phone, and who is told at once of what cannot wait (settled: Accounts)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import Assignment
from cases.models import Arrival, DutyRoster, Reminder, ReturneeList
from cases.models.scope import WHOLE_CITY
from cases.rules import conflict_list
from cases.rules.reminders.reminder import city_officers, heads_of_disnaker, write
from cases.states.case_person import STILL_TO_COME
from cases.values.choices import Urgency
from lib.clock import today

OVERLAPS = "Pada jam itu sudah ada petugas piket lain. Ubah jamnya, atau hapus jadwal yang lama dulu."
LISTED = 100
PRESSING = frozenset({Urgency.P1, Urgency.P2})
BEFORE_LANDING = timedelta(days=2)


def on_duty(now, on):
    """The officer whom the roster names now, and his deputy; else the head of Disnaker, else its officers."""
    row = DutyRoster.objects.at(now).first()
    if row:
        named = Q(pk__in=[row.officer_id, row.deputy_id])
        found = list(Assignment.objects.active(on).filter(named, office__role__in=WHOLE_CITY))
        if found:
            return found
    return heads_of_disnaker(on) or city_officers(on)


def tell_of(case, *, by):
    """A message to who is on duty, at most once a day, that an officer knows of a case which cannot wait.

    He needs none who carries the phone himself. Whom a conflict shuts out of the case is not told; where that leaves
    nobody, the head is, and then the officers.
    """
    on = today()
    told = on_duty(timezone.now(), on)
    if any(one.user_id == by.user_id for one in told):
        return
    shut = conflict_list.shut_out() | {(case.pk, by.user_id)}
    free = conflict_list.first_free((told, heads_of_disnaker(on), city_officers(on)), [case.pk], shut)
    rows = [Reminder(rule=Reminder.Rule.CASE_URGENT, case=case, due_on=on, recipient=one) for one in free]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def tell_of_list(kept, *, by):
    """A message to who is on duty that another office announced people who cannot wait, or who land within two days.

    One for the whole list, however many cases come out of it; none to who typed it himself.
    """
    now, lands = timezone.now(), kept.arrives_at
    is_soon = lands is not None and now <= lands <= now + BEFORE_LANDING
    told = on_duty(now, today())
    if (is_soon or kept.urgency in PRESSING) and all(one.user_id != by.user_id for one in told):
        _tell_of_return(told, localdate(lands) if is_soon else today(), returnee_list=kept)


def plan_returns(now):
    """Tell who is on duty two days before people land (domain.md §4, JADWAL_PULANG), once a list and once a day.

    As often as you like; returns how many are new.
    """
    told, soon = on_duty(now, localdate(now)), (now, now + BEFORE_LANDING)
    lists = ReturneeList.objects.filter(arrives_at__range=soon)
    coming = Arrival.objects.filter(expected_at__range=soon, link__status__in=STILL_TO_COME).order_by()
    days = set(coming.values_list("expected_at__date", flat=True).distinct())
    planned = [_tell_of_return(told, localdate(kept.arrives_at), returnee_list=kept) for kept in lists]
    return sum(planned) + sum(_tell_of_return(told, day) for day in days)


def _tell_of_return(told, due_on, **about):
    return write(Reminder(rule=Reminder.Rule.RETURN_SOON, due_on=due_on, recipient=one, **about) for one in told)


def carriers(on):
    """Who may be put on the roster."""
    officers = Assignment.objects.active(on).filter(office__role__in=WHOLE_CITY)
    return officers.select_related("user", "office").order_by("user__first_name", "pk")


def coming(now):
    rows = DutyRoster.objects.not_over(now).select_related("officer__user", "deputy__user")
    return rows.order_by("starts_at")[:LISTED]


def enter(*, key, by, **fields):
    """Put a turn on the roster, once per key."""
    earlier = DutyRoster.objects.filter(pk=key).first()
    if earlier:
        return earlier
    try:
        with transaction.atomic():
            return DutyRoster.objects.create(pk=key, entered_by=by, **fields)
    except IntegrityError:
        raise ValidationError(OVERLAPS) from None


def strike(key):
    """Take a turn off the roster; one that is gone already stays gone."""
    return DutyRoster.objects.filter(pk=key).delete()[0] > 0
