"""Reminders: rules write rows, the worker sends rows.

A message says only that there is news, in words a stranger may read; what it is about stands behind the sign-in.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment, Role
from cases.models import Coordination, Document, Reminder
from cases.models.reminder import MAX_ATTEMPTS

LEASE = timedelta(minutes=5)
EXPIRY_NOTICE = timedelta(days=90)
BATCH = 2000
WITHOUT_EMAIL = ""


def plan_reminders(on):
    """Write a row for every duty due on that WIB date, as often as you like; returns how many are new."""
    before = Reminder.objects.count()
    for rows in (_overdue_coordinations(on), _expiring_documents(on)):
        _write_in_batches(rows)
    return Reminder.objects.count() - before


def _write_in_batches(rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) >= BATCH:
            Reminder.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    Reminder.objects.bulk_create(batch, ignore_conflicts=True)


def _overdue_coordinations(on):
    """To Disnaker: an agency has not answered by the date we set."""
    recipients = list(Assignment.objects.active(on).filter(office__role=Role.DISNAKER))
    for coordination in Coordination.objects.overdue(on).only("pk", "due_on").iterator(BATCH):
        for recipient in recipients:
            yield Reminder(
                rule=Reminder.Rule.COORDINATION_OVERDUE,
                coordination=coordination,
                due_on=coordination.due_on,
                recipient=recipient,
            )


def _expiring_documents(on):
    """To the person's kelurahan, once per paper: time enough to renew it."""
    by_place = {}
    for assignment in Assignment.objects.active(on).filter(office__role=Role.KELURAHAN).with_office():
        by_place.setdefault(assignment.territory.code, []).append(assignment)
    documents = Document.objects.expiring(on, on + EXPIRY_NOTICE).only("pk", "expires_on", "person")
    rows = documents.values_list("pk", "expires_on", "person__territory__code")
    for pk, expires_on, code in rows.iterator(BATCH):
        for recipient in by_place.get(kelurahan_code(code), []):
            yield Reminder(rule=Reminder.Rule.DOCUMENT_EXPIRING, document_id=pk, due_on=expires_on, recipient=recipient)


def kelurahan_code(code):
    """The first four parts of a territory's code: 19.71.05.1005."""
    return ".".join(code.split(".")[:4])


def send_reminders(limit=500):
    """Claim and send what is due; returns (sent, failed). Safe to run twice at once and to kill at any moment."""
    sent = failed = 0
    for pk in list(Reminder.objects.due(timezone.now()).order_by("planned_at").values_list("pk", flat=True)[:limit]):
        if claim(pk, timezone.now()):
            if send(Reminder.objects.select_related("recipient__user").get(pk=pk)):
                sent += 1
            else:
                failed += 1
    return sent, failed


def claim(pk, now):
    """True for exactly one caller. An expired lease may be claimed again, so a killed worker loses nothing."""
    free = Reminder.objects.due(now).filter(pk=pk)
    return free.update(leased_until=now + LEASE, attempts=F("attempts") + 1) == 1


def send(reminder):
    """Send one claimed row; True once the mail server has accepted it (or there is no address: it shows in the portal).

    A row sent twice, after a crash between acceptance and our note of it, carries the same Message-ID both times.
    """
    if reminder.recipient.user.email == WITHOUT_EMAIL:
        return _note_sent(reminder)
    try:
        message_for(reminder).send()
    except OSError as error:
        Reminder.objects.filter(pk=reminder.pk).update(last_error=type(error).__name__)
        return False
    return _note_sent(reminder)


def _note_sent(reminder):
    Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(
        sent_at=timezone.now(), leased_until=None, last_error=""
    )
    return True


def message_for(reminder):
    """The e-mail of a row: the same sentence whatever it is about, and a link that asks for sign-in."""
    link = settings.SITE_URL + reverse("cases:open_reminder", args=[reminder.pk])
    body = render_to_string(f"cases/email/{reminder.rule}.txt", {"link": link})
    subject, _, text = body.partition("\n")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject.strip(),
        text.strip(),
        to=[reminder.recipient.user.email],
        headers={"Message-ID": f"<{reminder.pk}@{domain}>"},
    )


def retry(reminder):
    """Give a row that was given up another round."""
    Reminder.objects.filter(pk=reminder.pk, sent_at=None, attempts__gte=MAX_ATTEMPTS).update(
        attempts=0, leased_until=None, last_error=""
    )
