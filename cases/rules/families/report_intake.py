"""A family's report: kept from the third answer on, added to page by page, told at once to who is on duty.

What somebody says on the telephone or at the desk an officer writes down, all at once.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import system_actor
from cases.models import Reminder, Report
from cases.rules import workflow
from cases.rules.clocks import deadline
from cases.rules.reminders import duty
from cases.states.report import ReportStatus
from cases.values.choices import Answer, Source, Urgency
from cases.values.report_channel import SPOKEN
from lib import receipt
from lib.clock import today


def keep(*, key, seed, is_suspect=False, **answers):
    """The report of this key with its first answers, and its follow-up code set; the same key again corrects them."""
    try:
        with transaction.atomic():
            if not Report.objects.filter(pk=key).exists():
                return _begin(key, seed, is_suspect, answers)
    except IntegrityError:  # the button was pressed twice
        pass
    return add(key, **answers)


def _begin(key, seed, is_suspect, answers):
    report = Report(pk=key, is_suspect=is_suspect, **answers)
    report.urgency = report.judged().urgency
    report.receipt_hash = receipt.stretch(receipt.code_of(key, seed))
    report.save(force_insert=True)
    workflow.start(report, by=system_actor(), happened_on=today(), source=Source.KELUARGA)
    return _tell(report)


@transaction.atomic
def add(key, **answers):
    """Take on further answers, whatever has become of the report meanwhile."""
    deadline.hold(Report.objects.get(pk=key))
    report = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=key)
    for name, value in answers.items():
        setattr(report, name, value)
    report.urgency = report.judged().urgency
    report.save()
    deadline.follow(report)  # how long its clock runs hangs on the urgency
    return _tell(report)


def take(*, key, seed, channel, source, by, **answers):
    """A report that an officer writes down. Who speaks with him gets a code; who stands on a list has none yet."""
    report = Report(pk=key, channel=channel, taken_by=by, danger=Answer.TIDAK_TAHU, **answers)
    if channel in SPOKEN:
        report.receipt_hash = receipt.stretch(receipt.code_of(key, seed))
    report.save(force_insert=True)
    return workflow.start(report, by=by, happened_on=today(), source=source)


def _tell(report):
    """A message to who is on duty, once per report; of what looks like a flood, once until somebody has looked."""
    is_urgent = report.urgency == Urgency.P1 and not Reminder.objects.filter(report=report).exists()
    if is_urgent and not (report.is_suspect and _has_rung_for_flood()):
        rule, on = Reminder.Rule.REPORT_URGENT, today()
        told = duty.on_duty(timezone.now(), on)
        rows = [Reminder(rule=rule, report=report, due_on=on, recipient=officer) for officer in told]
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return report


def _has_rung_for_flood():
    waiting = Report.objects.filter(is_suspect=True, urgency=Urgency.P1, status=ReportStatus.BARU)
    return Reminder.objects.filter(rule=Reminder.Rule.REPORT_URGENT, report__in=waiting).exists()
