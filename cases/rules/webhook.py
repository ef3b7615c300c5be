"""Telling the machine of an agency that a coordination changed: rows first, calls later, never what changed."""

import hmac
import json
import logging
from datetime import timedelta
from http.client import HTTPException

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cases.models import ApiToken, WebhookDelivery
from cases.models.api_token import MAX_ATTEMPTS
from lib import outgoing
from lib.clock import today

logger = logging.getLogger(__name__)
BATCH = 20
LEASE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)  # doubles with each attempt: eight take about two hours
EVENT = "coordination.changed"


def plan(*coordinations):
    """One call for each key of their agency that wants to be called, where the agency may know of the coordination."""
    sent = [coordination for coordination in coordinations if coordination.is_sent]
    if not sent:
        return
    agencies = {coordination.agency_id for coordination in sent}
    keys = list(ApiToken.objects.active(today()).filter(agency__in=agencies).exclude(webhook_url=""))
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(token=key, coordination=coordination)
        for coordination in sent
        for key in keys
        if key.agency_id == coordination.agency_id
    )


def send_webhooks():
    """Send what is due, oldest first; returns (taken, failed)."""
    counts = {True: 0, False: 0}
    while batch := claim(timezone.now()):
        for delivery in batch:
            counts[send(delivery)] += 1
        if len(batch) < BATCH:
            break
    return counts[True], counts[False]


@transaction.atomic
def claim(now):
    free = WebhookDelivery.objects.due(now).select_for_update(skip_locked=True, of=("self",), no_key=True)
    keys = list(free.order_by("planned_at").values_list("pk", flat=True)[:BATCH])
    rows = WebhookDelivery.objects.filter(pk__in=keys)
    rows.update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    return list(rows.select_related("token").order_by("planned_at"))


def send(delivery):
    """True once the other side said that it has it."""
    body = body_of(delivery)
    try:
        status = outgoing.post(
            delivery.token.webhook_url,
            body,
            headers_for(delivery.token.webhook_secret, body, int(timezone.now().timestamp())),
            allowed_hosts=settings.WEBHOOK_HOSTS,
        )
    except (OSError, HTTPException, outgoing.Blocked) as error:
        return _note_failure(delivery, type(error).__name__)
    if not 200 <= status < 300:
        return _note_failure(delivery, f"HTTP {status}")
    WebhookDelivery.objects.filter(pk=delivery.pk).update(sent_at=timezone.now(), leased_until=None, last_error="")
    return True


def body_of(delivery):
    told = {"id": str(delivery.pk), "event": EVENT, "coordination": delivery.coordination_id}
    return json.dumps(told).encode()


def headers_for(secret, body, moment):
    """The moment is signed too, so that a call that was overheard cannot be sent again a day later."""
    signature = hmac.digest(secret.encode(), f"{moment}.".encode() + body, "sha256").hex()
    return {
        "Content-Type": "application/json",
        "User-Agent": "pmi-pangkalpinang",
        "X-PMI-Signature": f"t={moment},v1={signature}",
    }


def _note_failure(delivery, error):
    given_up = delivery.attempts >= MAX_ATTEMPTS
    again_at = timezone.now() + FIRST_PAUSE * 2 ** (delivery.attempts - 1)
    WebhookDelivery.objects.filter(pk=delivery.pk).update(leased_until=None if given_up else again_at, last_error=error)
    logger.warning("A webhook was not taken (%s), attempt %s", error, delivery.attempts)
    return False
