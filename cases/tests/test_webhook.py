"""Telling machines that something changed: signed, repeated, given up, and only that."""

import hmac
import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case, Coordination, WebhookDelivery
from cases.rules import intake, webhook, workflow
from cases.rules.coordination import api_access
from cases.tests.factories import TODAY
from lib import outgoing
from lib.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(dewi, bp3mi):
    return api_access.issue(
        client_uuid=uuid.uuid4(),
        agency=bp3mi,
        name="SISKO",
        scopes=["read"],
        expires_on=today(),
        webhook_url="https://mitra.example/pmi",
        by=dewi,
    )[0]


@pytest.fixture
def calls(monkeypatch):
    """What was sent; the other side answers with `calls.status`."""

    class Calls(list):
        status = 204

    calls = Calls()

    def post(url, body, headers, *, allowed_hosts):
        calls.append((url, body, headers))
        return calls.status

    monkeypatch.setattr(outgoing, "post", post)
    return calls


@pytest.fixture
def sent(key, coordination):
    Coordination.objects.update(status="DIKIRIM")
    coordination.refresh_from_db()
    return coordination


def receive(link, eko):
    workflow.move(link, "DITERIMA", by=eko, happened_on=TODAY, source="BP3MI")


def test_it_says_that_and_not_what(calls, key, sent, eko):
    receive(sent, eko)
    assert webhook.send_webhooks() == (1, 0)
    url, body, headers = calls[0]
    assert json.loads(body) == {
        "id": str(WebhookDelivery.objects.get().pk),
        "event": "coordination.changed",
        "coordination": sent.pk,
    }
    stamp, _, signature = headers["X-PMI-Signature"].partition(",v1=")
    expected = hmac.digest(key.webhook_secret.encode(), f"{stamp[2:]}.".encode() + body, "sha256").hex()
    assert (url, signature) == (key.webhook_url, expected)
    assert webhook.send_webhooks() == (0, 0)


def test_a_shared_note_is_news_and_an_internal_one_is_not(calls, ana, bp3mi, sent):
    intake.add_note(sent.case, client_uuid=uuid.uuid4(), text="rahasia", by=ana)
    assert not WebhookDelivery.objects.exists()
    intake.add_note(sent.case, client_uuid=uuid.uuid4(), text="untuk Anda", by=ana, shared_with=bp3mi)
    assert WebhookDelivery.objects.count() == 1


def test_before_it_was_sent_nobody_is_told(key, coordination, ana):
    Case.objects.update(reporter_name="Ibu Contoh")
    workflow.move(coordination, "DIAJUKAN", by=ana, happened_on=TODAY, source="DISNAKER")
    assert not WebhookDelivery.objects.exists()


def test_a_refused_call_waits_longer_each_time_and_ends(calls, sent, eko):
    calls.status = 500
    receive(sent, eko)
    assert webhook.send_webhooks() == (0, 1)
    row = WebhookDelivery.objects.get()
    assert row.last_error == "HTTP 500" and row.leased_until > timezone.now()
    assert webhook.send_webhooks() == (0, 0)
    for _ in range(10):
        WebhookDelivery.objects.update(leased_until=None)
        webhook.send_webhooks()
    assert WebhookDelivery.objects.get().attempts == 8 and len(calls) == 8


def test_a_revoked_key_is_called_no_more(calls, key, sent, eko, dewi):
    receive(sent, eko)
    api_access.revoke(key, by=dewi, now=timezone.now() - timedelta(1))
    assert webhook.send_webhooks() == (0, 0) and not calls


def test_an_address_that_leads_inside_is_a_failure_like_any_other(sent, eko, settings, monkeypatch):
    settings.WEBHOOK_HOSTS = ["mitra.example"]
    monkeypatch.setattr(outgoing.socket, "create_connection", lambda *a, **k: pytest.fail("called"))
    monkeypatch.setattr(outgoing.public_address, "__defaults__", (lambda *a, **k: [(2, 1, 6, "", ("127.0.0.1", 443))],))
    monkeypatch.setattr(
        outgoing.post, "__kwdefaults__", {"resolver": lambda *a, **k: [(2, 1, 6, "", ("127.0.0.1", 443))]}
    )
    receive(sent, eko)
    assert webhook.send_webhooks() == (0, 1)
    assert WebhookDelivery.objects.get().last_error == "Blocked"
