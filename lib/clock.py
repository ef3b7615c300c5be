"""What day it is in Pangkalpinang. Rules take the day as an argument; only their callers ask here."""

from datetime import datetime, time

from django.utils import timezone


def today():
    """The date in WIB (Asia/Jakarta), whatever the clock of the server says."""
    return timezone.localdate()


def next_month(month):
    """The first day of the month after this one."""
    return month.replace(year=month.year + 1, month=1) if month.month == 12 else month.replace(month=month.month + 1)


def last_month(on):
    """The first day of the month before the one of this day."""
    return on.replace(year=on.year - 1, month=12, day=1) if on.month == 1 else on.replace(month=on.month - 1, day=1)


def moments_of(month):
    """Where a month begins and where the next one does: midnight in WIB."""
    return tuple(timezone.make_aware(datetime.combine(day, time.min)) for day in (month, next_month(month)))
