"""How one clock ran: begun, paused, done, read from what happened. Knows no database; see cases/states/deadline.py."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from cases.values.working_days import add_working_days, working_days_between

DONE = "DONE"  # what stands for a state where somebody said "done"
HOURS, DAYS, WORKING_DAYS = "JAM", "HARI", "HARI_KERJA"
LAST_MOMENT = time(23, 59, 59)


class Run(NamedTuple):
    """The latest run of a clock; `waits` are its pauses that are over."""

    started_at: datetime
    paused_at: datetime | None = None
    done_at: datetime | None = None
    waits: tuple = ()


def run(events, clock):
    """The latest run that these (moment, state) in order of time give, or None while it never ran."""
    latest, inside = None, False
    for at, state in events:
        is_on = latest is not None and latest.done_at is None
        if state == DONE:
            latest = _done(latest, at, clock) if is_on else latest
        elif state in clock.runs_in:
            if latest is None or not (inside or clock.once) or (is_on and clock.restarts and not latest.paused_at):
                latest = Run(at)
            elif is_on and latest.paused_at:
                latest = latest._replace(paused_at=None, waits=(*latest.waits, (latest.paused_at, at)))
            inside = True
        elif state in clock.pauses_in:
            latest = latest._replace(paused_at=at) if is_on and not latest.paused_at else latest
        else:
            latest = latest._replace(done_at=at, paused_at=None) if is_on else latest
            inside = False
    return latest


def _done(latest, at, clock):
    return Run(at) if clock.repeats else latest._replace(done_at=at, paused_at=None)


def due_at(latest, amount, unit, holidays):
    """When a run is due. Hours run day and night; days end at midnight in WIB; what it waited comes on top."""
    if unit == HOURS:
        return latest.started_at + timedelta(hours=amount) + sum((end - at for at, end in latest.waits), timedelta())
    first = timezone.localdate(latest.started_at)
    pauses = [(timezone.localdate(at), timezone.localdate(end)) for at, end in latest.waits]
    if unit == DAYS:
        return end_of_day(first + timedelta(amount) + sum((end - at for at, end in pauses), timedelta()))
    waited = sum(working_days_between(at, end, holidays) for at, end in pauses)
    return end_of_day(add_working_days(first, amount + waited, holidays))


def end_of_day(day: date):
    return timezone.make_aware(datetime.combine(day, LAST_MOMENT))
