"""What is late climbs: to whoever answers for the case, to the head of Disnaker, into the mayor's number.

Planned as rows of the outbox, each step once per deadline, however often and by however many this is asked: a worker
that was down for a week plans what it missed. How many days a step waits stands with the lengths (DeadlineParameter).
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Assignment, Role
from cases.models import CaseLetterPerson, Deadline, Reminder
from cases.rules import conflict_list
from cases.rules.reminders import duty
from cases.rules.reminders.reminder import BATCH, city_officers, heads_of_disnaker, write
from cases.states.deadline import OTHERS

RULE = Reminder.Rule


def plan(now):
    """Write every step that is reached; returns how many are new."""
    on = timezone.localdate(now)
    late = _without_flood(Deadline.objects.late(now))
    silent = late.filter(head_at__lte=now)
    heads = heads_of_disnaker(on)
    steps = (
        # An agency that is late is told of by `cases.rules.reminders.reminder`, once per date.
        _to_handler(RULE.DEADLINE_LATE, late.exclude(holder__in=OTHERS), now, heads),
        _to(RULE.DEADLINE_TO_HEAD, silent, heads),
        _to_handler(RULE.LETTER_DUE, silent.filter(holder__in=OTHERS, coordination__isnull=False), now, heads),
        _to_mayor(now, on),
    )
    return sum(write(rows) for rows in steps)


def _without_flood(late):
    """Of reports that look like a flood the first alone, until somebody has looked."""
    first = late.filter(report__is_suspect=True).order_by("due_at", "pk").values("pk")[:1]
    return late.filter(Q(report=None) | Q(report__is_suspect=False) | Q(pk__in=first))


def _untold(rule, deadlines):
    told = Reminder.objects.filter(rule=rule, deadline=OuterRef("pk"), due_on=OuterRef("due_at__date"))
    return deadlines.filter(~Exists(told)).select_related("case__handler", "report__case__handler").order_by("pk")


def _to(rule, deadlines, recipients):
    if not recipients:
        return
    shut = conflict_list.shut_out()
    for row in _untold(rule, deadlines).iterator(BATCH):
        for recipient in conflict_list.free(recipients, _cases_of(row), shut):
            yield Reminder(rule=rule, deadline=row, due_on=row.due_on, recipient=recipient)


def _to_handler(rule, deadlines, now, heads):
    """Whoever answers for the case, before there is one who is on duty; if he left or must not see it, the officers in
    office; else the head.
    """
    on = timezone.localdate(now)
    on_duty = duty.on_duty(now, on)
    in_office = set(Assignment.objects.active(on))
    others, shut = city_officers(on), conflict_list.shut_out()
    for row in _untold(rule, deadlines).iterator(BATCH):
        handler = on_duty if row.of_case is None else {row.of_case.handler} & in_office
        for recipient in conflict_list.first_free((handler, others, heads), _cases_of(row), shut):
            yield Reminder(rule=rule, deadline=row, due_on=row.due_on, recipient=recipient)


def _cases_of(row):
    """A letter of a group has its clock in one case and names people of others; a report may be in none yet."""
    if row.letter_id is None:
        return [row.of_case.pk] if row.of_case else []
    return set(CaseLetterPerson.objects.filter(letter=row.letter_id).values_list("link__case", flat=True))


def _to_mayor(now, on):
    """One message a week while anything stands that high: a number is waiting, not a name and not forty mails."""
    monday = on - timedelta(days=on.weekday())
    told = Reminder.objects.filter(rule=RULE.LATENESS_TO_MAYOR, due_on=monday)
    if told.exists() or not Deadline.objects.late(now).filter(mayor_at__lte=now).exists():
        return
    for recipient in Assignment.objects.active(on).filter(office__role=Role.WALIKOTA):
        yield Reminder(rule=RULE.LATENESS_TO_MAYOR, due_on=monday, recipient=recipient)
