"""Counting days as an office does: without Saturdays, Sundays and the holidays of the calendar. Days are in WIB."""

from datetime import timedelta

DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(day, holidays):
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(day, count, holidays):
    """The `count`-th working day after this one, which itself never counts, whether it is one or not."""
    while count > 0:
        day += DAY
        count -= is_working_day(day, holidays)
    return day


def working_days_between(first, last, holidays):
    """How many working days lie after `first`, up to and with `last`; 0 where the order is turned round."""
    return sum(is_working_day(first + DAY * number, holidays) for number in range(1, (last - first).days + 1))
