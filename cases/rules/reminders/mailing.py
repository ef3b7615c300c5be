"""Sending what was planned: claim, send, note. Safe to run twice at once and to kill at any moment.

A message says only that there is news, in words a stranger may read; what it is about stands behind the sign-in.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment
from cases.models import Reminder
from cases.models.reminder import FAILED, MAX_ATTEMPTS
from cases.rules import conflict_list
from cases.rules.coordination import reply_link
from lib.clock import today

logger = logging.getLogger(__name__)
BATCH = 25
LEASE = timedelta(minutes=10)
# A message is begun only while so much of the lease is left, however slow the server is: nobody else can have it then.
MARGIN = timedelta(minutes=3)
FIRST_PAUSE = timedelta(minutes=1)  # doubles with each attempt: eight take about two hours
ABANDONED = "sender died"
UNREACHABLE = "mail server does not answer"


def send_reminders(limit=3000):
    """Send what is due; returns (sent, failed). While the mail server is away no row is claimed, no attempt spent."""
    Reminder.objects.abandoned(timezone.now()).update(leased_until=None, last_error=ABANDONED)
    counts = {True: 0, False: 0}
    connection = get_connection()
    try:
        while sum(counts.values()) < limit and is_reachable(connection):
            batch = claim(min(BATCH, limit - sum(counts.values())), timezone.now())
            if not batch:
                break
            for accepted in send_batch(batch, connection):
                counts[accepted] += 1
    finally:
        connection.close()
    return counts[True], counts[False]


def is_reachable(connection):
    """Open the connection unless it is open; where that fails, say so in the waiting rows, for their page."""
    try:
        connection.open()
    except OSError as error:
        logger.warning("Reminders wait: %s (%s)", UNREACHABLE, type(error).__name__)
        Reminder.objects.due(timezone.now()).exclude(last_error=UNREACHABLE).update(last_error=UNREACHABLE)
        return False
    return True


@transaction.atomic
def claim(count, now):
    """Take the oldest due rows that nobody else is taking. A killed sender's lease runs out, so nothing is lost."""
    free = Reminder.objects.due(now).select_for_update(skip_locked=True, of=("self",), no_key=True)
    keys = list(free.order_by("planned_at", "pk").values_list("pk", flat=True)[:count])
    rows = Reminder.objects.filter(pk__in=keys)
    rows.update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    return list(rows.select_related("recipient__user", "recipient__office").order_by("planned_at", "pk"))


def send_batch(batch, connection):
    """Send claimed rows one by one; yields for each whether it is done with."""
    rows = Reminder.objects.filter(pk__in=[row.pk for row in batch])
    needed, cases, shut = set(rows.still_needed().values_list("pk", flat=True)), rows.cases(), conflict_list.shut_out()
    holders = holders_of({row.recipient.office_id for row in batch})
    for position, reminder in enumerate(batch):
        if timezone.now() > reminder.leased_until - MARGIN or not is_reachable(connection):
            give_back(batch[position:])
            return
        if reminder.pk not in needed:
            yield note_done(reminder, Reminder.Channel.NONE)
        else:
            in_office = holders.get(reminder.recipient.office_id, [])
            free = conflict_list.free(in_office, cases.get(reminder.pk, ()), shut)
            yield send(reminder, address_of(reminder, free), connection)


def send(reminder, address, connection):
    """Send one claimed row; True once the mail server has accepted it, or there is nobody to send it to.

    A row sent twice, after a crash between acceptance and our note of it, carries the same Message-ID both times.
    """
    if not address:
        return note_done(reminder, Reminder.Channel.PORTAL)
    try:
        connection.send_messages([message_for(reminder, address)])
    except (OSError, ValueError) as error:  # ValueError: an address that cannot be written into a header
        connection.close()
        return note_failure(reminder, type(error).__name__)
    return note_done(reminder, Reminder.Channel.EMAIL)


def holders_of(offices):
    """Who holds these offices today, by office: whoever has left since planning is written to no more."""
    holders = {}
    for assignment in Assignment.objects.active(today()).filter(office__in=offices).select_related("user"):
        holders.setdefault(assignment.office_id, []).append(assignment)
    return holders


def address_of(reminder, free):
    """The recipient's address, or that of whoever holds his office now; empty where there is none.

    `free` are those in his office today whom no conflict of interest keeps from what it is about.
    """
    reader = reminder.recipient if reminder.recipient in free else next(iter(free), None)
    return reader.user.email if reader else ""


def note_done(reminder, channel):
    Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(
        sent_at=timezone.now(), channel=channel, leased_until=None, last_error=""
    )
    return True


def note_failure(reminder, error):
    """The next attempt waits, twice as long each time; after the last one the row stands on the page as failed."""
    again_at = timezone.now() + FIRST_PAUSE * 2 ** (reminder.attempts - 1)
    Reminder.objects.filter(pk=reminder.pk, sent_at=None, leased_until=reminder.leased_until).update(
        leased_until=again_at if reminder.attempts < MAX_ATTEMPTS else None, last_error=error
    )
    return False


def give_back(batch):
    """Rows that were claimed but never tried, and are ours still: free at once, with the attempt they did not use."""
    keys, lease = [reminder.pk for reminder in batch], batch[0].leased_until
    ours = Reminder.objects.filter(pk__in=keys, sent_at=None, leased_until=lease)
    ours.update(leased_until=None, attempts=F("attempts") - 1)


def message_for(reminder, address):
    """The e-mail of a row: the same sentence whatever it is about, and a link that asks for sign-in.

    Only an agency without an account gets an address that opens by itself, to what an officer chose and no more.
    """
    if reminder.rule == Reminder.Rule.REPLY_LINK:
        link = reply_link.address(reminder.link_id)
    else:
        link = settings.SITE_URL + reverse("cases:open_reminder", args=[reminder.pk])
    body = render_to_string(f"cases/email/{reminder.rule}.txt", {"link": link})
    subject, _, text = body.partition("\n")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject.strip(), text.strip(), to=[address], headers={"Message-ID": f"<{reminder.pk}@{domain}>"}
    )


def retry(reminder):
    """Give a row that was given up another round; True if it was one."""
    failed = Reminder.objects.filter(FAILED, pk=reminder.pk)
    return failed.update(attempts=0, last_error="") == 1
