"""What an officer writes to a reporter: it leaves only as its writer has seen it, with all that stands around it.

A message is never changed; a correction is a new one that names the first.
"""

import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac

from cases.models import Deadline, Report, ReportMessage
from cases.rules.clocks import deadline
from cases.rules.families import family_news, report_follow
from cases.states.deadline import DeadlineCode
from cases.states.report import TRIAGE
from cases.values import unsafe_words

PURPOSE = "cases.report_reply"
CHANGED = "changed"
WHAT_CHANGED = (
    "Kata-katanya lain dari yang tadi Anda periksa.",
    "Sementara itu ada pesan baru dalam percakapan ini.",
    "Kabar yang dibaca pelapor di atas pesan ini sudah berubah.",
)
ONCE_MORE = "Pesan Anda belum terkirim. Periksa sekali lagi."
IN_WRITING = "Ditulis kepada pelapor."
SENT_OTHERWISE = "Pesan sebelumnya dari halaman ini sudah terkirim. Kata-kata di bawah ini belum."


class Preview(NamedTuple):
    """The reporter's page as it will be, and a seal for each part of it: the words, the thread, the news."""

    news: family_news.News
    thread: list
    seal: str
    risks: list


def preview(report, before, *, text, corrects, by, now, ground=None):
    """`before` is the thread so far; `corrects` a message of ours in it, or None; `ground` as in `family_news`."""
    ground = ground or family_news.ground_of(report.case, [report])
    news = family_news.news_of(report, now, ground)
    draft = ReportMessage(report=report, by=by, text=text, corrects=corrects, sent_at=now)
    draft.is_draft = True
    parts = ([text, str(corrects and corrects.pk)], [str(message.pk) for message in before], map(str, news))
    seal = ".".join(salted_hmac(PURPOSE, "\0".join(part), algorithm="sha256").hexdigest()[:16] for part in parts)
    thread = report_follow.with_corrections([*before, draft])
    places = [report.place, report.case.place if report.case else "", *(link.place for link in ground.links)]
    return Preview(news, thread, seal, unsafe_words.risks(text, places))


def changes(seen, seal):
    """In sentences, what is another than on the page that its writer saw."""
    before = seen.split(".") if seen.count(".") == seal.count(".") else [""] * len(WHAT_CHANGED)
    return [said for said, old, new in zip(WHAT_CHANGED, before, seal.split("."), strict=True) if old != new]


@transaction.atomic
def send(report, *, key, text, corrects, seen, by, now, is_news=False):
    """Add the message that `seen` is the seal of. Pressing twice sends once. `is_news`: see `note_news`.

    Raises ValidationError, code CHANGED, where anything is another than its writer saw: words, thread or news.
    """
    by.require(TRIAGE)
    deadline.hold(report)
    report = Report.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=report.pk)
    earlier = report.messages.filter(pk=key).first()
    if earlier and earlier.text == text:
        return earlier
    if earlier:
        raise ValidationError(SENT_OTHERWISE)
    standing = preview(report, report_follow.thread(report), text=text, corrects=corrects, by=by, now=now)
    changed = changes(seen, standing.seal)
    if changed:
        raise ValidationError(" ".join([*changed, ONCE_MORE]), code=CHANGED)
    if is_news and report.case:
        note_news(report.case, key=key, note=IN_WRITING, by=by, now=now)
    return report_follow.write(report, key=key, text=text, corrects=corrects, by=by)


def note_news(case, *, key, note, by, now):
    """The family has heard from us: the next news is counted from now."""
    clock = Deadline.objects.running().filter(case=case, code=DeadlineCode.KABAR_KELUARGA).first()
    if clock:
        key, seen = uuid.uuid5(key, "kabar"), clock.started_at.isoformat()
        deadline.mark_done(clock, by=by, at=now, seen=seen, client_uuid=key, note=note)


def own_message(thread, key):
    """A message of ours in this thread, or None: what a family wrote is not ours to put right."""
    return next((message for message in thread if message.by_id and str(message.pk) == key), None)
