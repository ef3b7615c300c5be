"""The clocks of what families told us: until a report is read, until a message is answered.

They are the report's own, so that they run from the first minute, long before there is a case. A part of
`cases.rules.clocks.deadline`, which asks for them; here, too, everything may be repeated.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models import Deadline, Report, ReportChange
from cases.rules.clocks import holiday
from cases.rules.clocks.case_clocks import Clock
from cases.rules.clocks.deadline_parameter import parameters
from cases.states.deadline import CLOCKS, DeadlineCode
from cases.states.report import ReportStatus
from cases.values.clock_run import Run, run

READ, ANSWERED = DeadlineCode.LAPORAN_DIBACA, DeadlineCode.PESAN_DIJAWAB


def unsettled():
    """Reports of which a clock runs, or should."""
    running = Exists(Deadline.objects.filter(report=OuterRef("pk")).open())
    return Report.objects.filter(Q(status=ReportStatus.BARU) | Q(reporter_wrote_at__isnull=False) | running)


@transaction.atomic(savepoint=False)
def refresh(reports):
    """Write what the clocks of these reports say now. Whoever holds a case locks its reports after it, never before."""
    locked = reports.select_for_update(of=("self",), no_key=True).select_related("case").order_by("pk")
    if found := list(locked):
        earlier = {(row.report_id, row.code): row for row in Deadline.objects.filter(report__in=found)}
        known = {key: row.derived for key, row in earlier.items()}
        rows = _rows(found, earlier)
        Deadline.objects.keep([row for row in rows if row.derived != known.get((row.report_id, row.code))])


def _rows(reports, earlier):
    histories, lengths, closed = _events(reports), parameters(), holiday.closed_days()
    for report in reports:
        urgency = report.case.urgency if report.case else report.urgency
        runs = {
            READ: run(histories.get(report.pk, []), CLOCKS[READ]),
            ANSWERED: _message(report, earlier.get((report.pk, ANSWERED))),
        }
        for code, latest in runs.items():
            length = lengths.get((code, urgency))
            if latest and length and length.amount:
                yield Deadline.of_run(latest, length, closed, report_id=report.pk, urgency=urgency)
            elif (row := earlier.get((report.pk, code))) and row.done_at is None:
                row.done_at = timezone.now()  # the head set no deadline any more
                yield row


def _events(reports):
    """(moment, state) by report. It waits from the moment it came."""
    found = {report.pk: [] for report in reports}
    came = {report.pk: report.received_at for report in reports}
    changes = ReportChange.objects.filter(subject__in=reports).order_by("recorded_at")
    for pk, at, old, new in changes.values_list("subject", "recorded_at", "old_status", "new_status"):
        found[pk].append((at if old else came[pk], new))
    return found


def _message(report, earlier):
    """Since when the oldest message waits that nobody has answered; answered where none waits any more."""
    if report.reporter_wrote_at:
        return Run(report.reporter_wrote_at)
    is_open = earlier is not None and earlier.done_at is None
    return Run(earlier.started_at, done_at=timezone.now()) if is_open else None


def clocks_of(report, actor, now):
    """What runs, for its page."""
    rows = Deadline.objects.visible_to(actor).open().filter(report=report).order_by("due_at")
    today = timezone.localdate(now)
    return [Clock(row, "", row.is_late(now), row.due_on == today) for row in rows]
