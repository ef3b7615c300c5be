"""The same words to several reporters of one case: each in his own thread, seen beforehand on each one's own page.

All of them get it, or nobody: what changed on one page since it was looked at holds back the whole.
"""

import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import Report
from cases.rules.clocks import deadline
from cases.rules.families import family_news, report_follow, report_reply

MOST = 20


class Copy(NamedTuple):
    """One reporter, and his page as it will be."""

    report: Report
    preview: report_reply.Preview


def reporters_of(case, actor):
    """Who told of this case, in the order they came; each knows the case."""
    rows = family_news.with_last_words(Report.objects.visible_to(actor).filter(case=case))
    reports = list(rows.order_by("received_at", "pk")[:MOST])
    for report in reports:
        report.case = case
    return reports


def copies(case, reports, *, text, by, now):
    ground, threads = family_news.ground_of(case, reports), report_follow.threads(reports)
    what = {"text": text, "corrects": None, "by": by, "now": now, "ground": ground}
    return [Copy(report, report_reply.preview(report, threads[report.pk], **what)) for report in reports]


def risks(copies):
    """What the words give away, of the places that any of these reporters or the case tells of."""
    return list(dict.fromkeys(risk for copy in copies for risk in copy.preview.risks))


@transaction.atomic
def send(case, reports, *, client_uuid, text, seen, is_news, by, now):
    """Put the words into each thread. `seen` are the seals of what their writer saw, by the key of a report.

    `is_news`: with them the family has heard from us, and the next news is counted from now. Pressing twice sends once.
    Raises ValidationError, {key of the report: why}, where one of the pages is another than he saw.
    """
    deadline.hold(case)
    for report in reports:
        key, seal = uuid.uuid5(client_uuid, str(report.pk)), seen.get(str(report.pk), "")
        try:
            report_reply.send(report, key=key, text=text, corrects=None, seen=seal, by=by, now=now)
        except ValidationError as error:
            raise ValidationError({str(report.pk): error.messages}) from error
    if is_news:
        note = f"Ditulis kepada {len(reports)} pelapor."
        report_reply.note_news(case, key=client_uuid, note=note, by=by, now=now)
