"""Sending over real connections, to a real mail server: nothing lost, nothing doubled, nobody held up."""

import asyncio
import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import CITY_CODE, make_actor
from cases.models import Coordination, Reminder
from cases.models.reminder import MAX_ATTEMPTS
from cases.rules.reminders import mailing
from cases.tests.factories import TODAY
from dev.waiting import until
from pangkalpinang_pmi.tests.running import PATIENCE, database_url, mail_server

pytestmark = pytest.mark.django_db
SEND = "import django; django.setup(); from cases.rules.reminders.mailing import send_reminders; send_reminders()"


@pytest.fixture
def postbox(settings):
    """A mail server of our own, and Django's real SMTP backend in front of it."""
    with mail_server() as (box, url):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(url.rpartition(":")[2])
        yield box


@pytest.fixture
def owed(ana, coordination):
    """Make so many reminders that are due; each about a deadline of its own."""
    Coordination.objects.update(status="DIKIRIM", due_on=TODAY)

    def owe(number, recipient=ana):
        return Reminder.objects.bulk_create(
            Reminder(
                rule=Reminder.Rule.COORDINATION_OVERDUE,
                coordination=coordination,
                due_on=TODAY,
                days_before=serial,
                recipient=recipient,
            )
            for serial in range(number)
        )

    return owe


def ids(box):
    """How often each Message-ID arrived."""
    lines = [line for letter in box.letters for line in letter.content.decode().splitlines()]
    return Counter(line for line in lines if line.startswith("Message-ID"))


def test_it_works(postbox, owed):
    (reminder,) = owed(1)
    assert mailing.send_reminders() == (1, 0)
    assert mailing.send_reminders() == (0, 0)
    (letter,) = postbox.letters
    assert letter.rcpt_tos == ["ana@example.test"]
    assert ids(postbox) == {f"Message-ID: <{reminder.pk}@localhost>": 1}
    reminder.refresh_from_db()
    assert (reminder.channel, reminder.attempts, reminder.leased_until) == ("EMAIL", 1, None)


def test_a_batch_goes_over_one_connection(postbox, owed, monkeypatch):
    opened = []
    connect = smtplib.SMTP.connect
    monkeypatch.setattr(smtplib.SMTP, "connect", lambda self, *args: opened.append(1) or connect(self, *args))
    owed(60)
    assert mailing.send_reminders() == (60, 0)
    assert len(opened) == 1


def test_one_refused_address_holds_nobody_up(postbox, owed, places):
    async def refuse(server, session, envelope, address, options):
        if address.startswith("buntu"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    postbox.handle_RCPT = refuse
    owed(2, make_actor("buntu", Role.DINSOS, places[CITY_CODE]))
    owed(5)
    assert mailing.send_reminders() == (5, 2)
    assert len(postbox.letters) == 5
    failed = Reminder.objects.filter(sent_at=None)
    assert {(row.last_error, row.attempts) for row in failed} == {("SMTPRecipientsRefused", 1)}


def test_attempts_wait_longer_each_time_and_end_as_a_visible_failure(owed, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(mailing.get_connection().__class__, "send_messages", refuse_all)
    (reminder,) = owed(1)
    now, pauses = timezone.now(), []
    for _ in range(MAX_ATTEMPTS):
        monkeypatch.setattr(timezone, "now", lambda at=now: at)
        assert mailing.send_reminders() == (0, 1)
        assert mailing.send_reminders() == (0, 0)  # not before the pause is over
        reminder.refresh_from_db()
        if reminder.leased_until:
            pauses.append(reminder.leased_until - now)
            now = reminder.leased_until
    assert pauses == [timedelta(minutes=2**power) for power in range(MAX_ATTEMPTS - 1)]
    assert reminder.has_failed and reminder.last_error == "SMTPServerDisconnected"
    assert mailing.retry(reminder) and not mailing.retry(reminder)


def refuse_all(self, messages):
    raise smtplib.SMTPServerDisconnected


def test_while_the_server_is_away_no_attempt_is_spent(owed, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    owed(3)
    with socket.socket() as closed:  # ours, and nobody listens
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        assert mailing.send_reminders() == (0, 0)
    assert set(Reminder.objects.values_list("attempts", "last_error")) == {(0, mailing.UNREACHABLE)}


def test_a_row_its_sender_died_with_for_the_last_time_becomes_a_failure(postbox, owed):
    owed(1)
    Reminder.objects.update(attempts=MAX_ATTEMPTS, leased_until=timezone.now() - timedelta(1))
    assert mailing.send_reminders() == (0, 0)
    assert Reminder.objects.get().has_failed


def test_without_an_address_it_stands_in_the_portal(postbox, owed, rudi):
    owed(1, rudi)
    assert mailing.send_reminders() == (1, 0)
    assert (Reminder.objects.get().channel, postbox.letters) == ("PORTAL", [])


def test_who_has_left_is_not_written_to_but_his_successor_is(postbox, owed, ana, places):
    owed(1)
    type(ana).objects.filter(pk=ana.pk).update(ends_on=TODAY)
    make_actor("baru", Role.DISNAKER, places[CITY_CODE])
    mailing.send_reminders()
    assert [letter.rcpt_tos for letter in postbox.letters] == [["baru@example.test"]]


def test_what_was_answered_meanwhile_is_not_sent(postbox, owed):
    owed(1)
    Coordination.objects.update(status="PERLU_DATA")
    mailing.send_reminders()
    assert (Reminder.objects.get().channel, postbox.letters) == ("NONE", [])


@pytest.mark.django_db(transaction=True)
class TestOverRealConnections:
    def test_two_senders_at_once_send_each_once(self, postbox, owed):
        owed(80)
        ready = threading.Barrier(2)

        def sender():
            ready.wait()
            try:
                mailing.send_reminders()
            finally:
                connection.close()

        threads = [threading.Thread(target=sender) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(ids(postbox)) == len(postbox.letters) == 80

    def test_a_killed_sender_loses_nothing(self, postbox, owed, settings):
        """kill -9 in the middle of a batch: the rest is sent later, at most one message twice with one Message-ID."""

        async def take_thirty_and_be_silent(server, session, envelope):
            postbox.letters.append(envelope)
            if len(postbox.letters) == 30:
                await asyncio.Event().wait()
            return "250 OK"

        postbox.handle_DATA = take_thirty_and_be_silent
        owed(200)
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "pangkalpinang_pmi.tests.settings_running",
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        }
        sender = subprocess.Popen([sys.executable, "-c", SEND], env=environment, cwd=project.BASE_DIR)
        until(lambda: len(postbox.letters) == 30, seconds=PATIENCE)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
        assert Reminder.objects.filter(sent_at=None).count() == 171
        mailing.send_reminders()  # what the dead one held stays his until his lease is over
        Reminder.objects.filter(sent_at=None).update(leased_until=timezone.now())
        mailing.send_reminders()
        assert len(ids(postbox)) == 200
        assert len(postbox.letters) == 201
        assert not Reminder.objects.filter(sent_at=None).exists()
