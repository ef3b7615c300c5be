"""Who carries the 24-hour phone, and who is told at once of what cannot wait (settled: Accounts)."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Assignment
from cases import conflict_list
from cases.models import DutyRoster, Reminder
from cases.models.scope import WHOLE_CITY
from cases.reminder import city_officers, heads_of_disnaker
from lib.clock import today

OVERLAPS = "Pada jam itu sudah ada petugas piket lain. Ubah jamnya, atau hapus jadwal yang lama dulu."
LISTED = 100


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
