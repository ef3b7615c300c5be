"""A question about a job offer must not wait unseen: whoever carries the 24-hour phone hears of it twice.

Once on the last working day before the promised one, and once when the promised day has passed. What is promised for
Monday rings on Friday, when somebody can still ask BP3MI. On the page of the day it stands all the time.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from cases.models import Holiday, OfferQuestion, Reminder
from cases.rules.clocks import holiday
from cases.rules.reminders import duty
from cases.rules.reminders.reminder import write
from cases.values.working_days import add_working_days

RULE = Reminder.Rule.OFFER_WAITING
NOTICE = 1  # working days before the promised one
LOOKED_AT = 200


def plan(on) -> int:
    """Write a row for every question that comes due or is late; returns how many are new."""
    return write(_rows(on))


def calling(actor, on):
    """What stands on the page of the day, the most pressing first: due by the next working day, or late.

    The closed days come along with the questions: a page has only so many of its own (contract §6).
    """
    closed = ArraySubquery(Holiday.objects.observed().order_by().values("date"))
    waiting = OfferQuestion.objects.visible_to(actor).waiting().annotate(closed_days=closed)
    found = list(waiting.most_pressing_first()[:LOOKED_AT])
    until = add_working_days(on, NOTICE, frozenset(found[0].closed_days)) if found else on
    return [question for question in found if question.due_on <= until]


def noticed_until(on):
    return add_working_days(on, NOTICE, holiday.closed_days())


def _rows(on):
    late = Q(due_on__lt=on)
    before = models.Case(models.When(late, then=Value(0)), default=Value(NOTICE), output_field=models.IntegerField())
    told = Reminder.objects.filter(
        rule=RULE, offer=OuterRef("pk"), due_on=OuterRef("due_on"), days_before=OuterRef("before")
    )
    waiting = OfferQuestion.objects.waiting().filter(is_suspect=False, due_on__lte=noticed_until(on))
    rows = waiting.annotate(before=before).filter(~Exists(told)).order_by("pk").values_list("pk", "due_on", "before")
    recipients = duty.on_duty(timezone.now(), on) if rows else []
    for pk, due_on, days in rows:
        for recipient in recipients:
            yield Reminder(rule=RULE, offer_id=pk, due_on=due_on, days_before=days, recipient=recipient)
