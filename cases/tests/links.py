"""Hand-overs with a reply link, for tests."""

import uuid
from datetime import timedelta

from django.urls import reverse

from cases.rules.coordination import reply_link, sharing
from lib.clock import today

DOOR = "Tautan ini tidak berlaku"


def give_link(sent, ana, *, way="KERTAS", days=14, **fields):
    bases = {"IDENTITAS": "TUGAS_PUBLIK", **fields.pop("bases", {})}
    what = {"client_uuid": uuid.uuid4(), "chosen": ["nama"], "bases": bases, "by": ana, **fields}
    left = sharing.share(sent, **what)
    return reply_link.issue([left], way=way, expires_on=today() + timedelta(days), by=ana)


def url_of(link):
    return reverse("cases:reply", args=[reply_link.token_of(link.pk)])


def page_of(client, link):
    return client.get(url_of(link)).content.decode()


def answer(**fields):
    return {"client_uuid": str(uuid.uuid4()), "seen": "DIKIRIM", "target": "DITERIMA", **fields}
