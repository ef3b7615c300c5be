"""An officer who takes a call or a visit opens a case: whoever speaks with him gets a thread and a code of his own.

Who told of the same person before is offered first, so that one person has one case and every reporter his own thread
(domain.md §9 row 18). A list from another office or an officer's own finding has no reporter who waits for news.
"""

import hmac
import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cases.models import Case, Deadline, Report
from cases.rules import intake
from cases.rules.casework import told_names
from cases.rules.clocks import deadline
from cases.rules.families import report_desk, report_intake
from cases.rules.reminders import duty
from cases.states.case import OPEN
from cases.states.deadline import DeadlineCode
from cases.states.report import ReportStatus
from cases.values.choices import Urgency
from cases.values.report_channel import SPOKEN
from lib import receipt

SHOWN = 5
WITH_CODE = "Pelapor sudah mendapat kodenya."
NAMES = 150  # as many letters as the name in a report has
USED_UP = "Formulir ini sudah pernah dikirim. Muat ulang halaman, lalu isi lagi."


class Opened(NamedTuple):
    """The case, and where somebody reported it, his thread; the code while it is still the one we gave him."""

    case: Case | None
    report: Report | None = None
    code: str = ""


class Alike(NamedTuple):
    """Open cases and waiting reports that may be about the same person, each with what speaks for it."""

    cases: list
    reports: list


def alike(*, persons, about, reporter_phone, by):
    """Who told of the same person before. What a wrong hand opened twice nobody puts together again by itself."""
    told = Report(person_name=about, reporter_phone=reporter_phone or "")
    maybe = report_desk.candidates(told, by, known=persons)
    cases = {found.row.pk: found for found in maybe.cases}
    for found in maybe.reports:
        if found.row.case and found.row.case.status in OPEN:
            cases.setdefault(found.row.case_id, report_desk.Found(found.row.case, f"laporan lain: {found.why}"))
    waiting = [found for found in maybe.reports if found.row.case_id is None and found.row.status == ReportStatus.BARU]
    return Alike(list(cases.values())[:SHOWN], waiting)


def earlier(client_uuid, by):
    """What this form has opened already, or None."""
    report = Report.objects.visible_to(by).filter(pk=_key(client_uuid), taken_by=by).select_related("case").first()
    case = report and report.case
    case = case or Case.objects.visible_to(by).filter(client_uuid=client_uuid, opened_by=by).first()
    return Opened(case, report, _code(report, client_uuid)) if report or case else None


@transaction.atomic
def open_case(*, client_uuid, persons, channel, about="", same=None, reports=(), by, **fields):
    """Open a case, or put what was told to the `same` one; `reports` are others' that wait and are about it too.

    Repeating a client_uuid returns the first. Raises ValidationError where one of the reports went elsewhere meanwhile,
    and for the key of a case that is not this officer's to see: he would get a code to read its news with.
    """
    case = same or intake.open_case(
        client_uuid=client_uuid, persons=persons, by=by, happened_on=fields["reported_on"], **fields
    )
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise ValidationError(USED_UP)
    deadline.hold(case)  # of two who press at once the second reads what the first has done
    report = Report.objects.filter(pk=_key(client_uuid)).first()
    if report:
        return earlier(client_uuid, by) or Opened(case)
    for person in persons if same else ():
        intake.add_person(case, person, by=by, happened_on=fields["reported_on"])
    report = _take(client_uuid, persons, channel, about, by, fields)
    if report:
        report = (report_desk.link if same else report_desk.become)(report, case, by=by)
    for other in reports:
        report_desk.link(other, case, by=by)
    if report and report.channel in SPOKEN:
        _confirm(case, client_uuid, by)
    if fields["urgency"] == Urgency.P1:
        duty.tell_of(case, by=by)
    return Opened(case, report, _code(report, client_uuid))


def _take(client_uuid, persons, channel, about, by, told):
    """The reporter's thread. Of a list or an officer's finding that names no reporter it keeps whom that is about."""
    if channel not in SPOKEN and not (about or told["reporter_name"] or told["reporter_phone"]):
        return None
    return report_intake.take(
        key=_key(client_uuid),
        seed=client_uuid,
        channel=channel,
        source=told["source"],
        by=by,
        person_name=about or _names(persons) or told_names.UNKNOWN,
        relation=told["reporter_relation"],
        country=told["country"],
        place=told["place"],
        troubles=[told["category"], *told["further_categories"]],
        story=told["chronology"],
        reporter_name=told["reporter_name"],
        reporter_phone=told["reporter_phone"] or "",
        kelurahan_may_know=told["kelurahan_may_know"],
        urgency=told["urgency"],
    )


def _confirm(case, client_uuid, by):
    """The reporter has been told, with his code in his hand; of others who wrote before, nobody has been."""
    clock = Deadline.objects.running().filter(case=case, code=DeadlineCode.KABARI_PELAPOR).first()
    if clock and not case.reports.exclude(channel__in=SPOKEN).exists():
        said = {"at": timezone.now(), "seen": clock.started_at.isoformat(), "note": WITH_CODE}
        deadline.mark_done(clock, by=by, client_uuid=uuid.uuid5(client_uuid, "konfirmasi"), **said)


def _key(client_uuid):
    return uuid.uuid5(client_uuid, "pelapor")


def _code(report, client_uuid):
    """The code that this form gave; nothing once the reporter has another, or where there is none."""
    if report is None or not report.receipt_hash:
        return ""
    code = receipt.code_of(report.pk, client_uuid)
    return code if hmac.compare_digest(report.receipt_hash, receipt.stretch(code)) else ""


def _names(persons):
    return ", ".join(person.name for person in persons)[:NAMES]
