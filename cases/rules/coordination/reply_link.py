"""The address by which an agency answers one hand-over without an account, of one case or of many."""

import base64
import hashlib
import hmac
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.acting import LINK, acting_as, agency_actor
from cases.models import Reminder, ReplyLink, Sharing
from cases.rules import uploads
from cases.rules.clocks import deadline
from cases.rules.coordination import agency_answer, agency_persons
from cases.rules.workflow import CHANGED_MEANWHILE
from cases.states.coordination import DRAFT
from lib.clock import today

PURPOSE = b"cases.reply_link\0"
CLOSED = "Tautan ini baru saja ditutup. Hubungi Disnaker Kota Pangkalpinang."
NO_ADDRESS = "Instansi ini belum punya alamat e-mail. Cetak tautannya di surat, atau minta administrator mengisinya."


def token_of(key):
    """Made from the row's key and a secret of the server: nobody keeps it, and a letter can be printed again."""
    digest = hmac.digest(settings.RECEIPT_KEY.encode(), PURPOSE + key.bytes, "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def address(key):
    return settings.SITE_URL + reverse("cases:reply", args=[token_of(key)])


@transaction.atomic
def issue(sharings, *, way, expires_on, by, group=None):
    """One link for what leaves together; asked for again, the same. By e-mail it goes out with the other messages."""
    by.require(DRAFT)
    if sharings[0].link_id:
        return sharings[0].link
    key, agency = sharings[0].pk, sharings[0].coordination.agency
    if way == ReplyLink.Way.EMAIL and not agency.email:
        raise ValidationError({"way": NO_ADDRESS})
    given = {"agency": agency, "group": group, "way": way, "expires_on": expires_on}
    link, is_new = ReplyLink.objects.get_or_create(id=key, defaults=given | {"token_hash": hash_of(token_of(key))})
    if is_new:
        Sharing.objects.filter(pk__in=[sharing.pk for sharing in sharings]).update(link=link)
    if is_new and way == ReplyLink.Way.EMAIL:
        _plan_message(link, agency)
    return link


def _plan_message(link, agency):
    """Into the same outbox as all messages: the agency's letter box stands behind the office it answers in."""
    actor = agency_actor(agency, LINK)
    if actor.user.email != agency.email:
        actor.user.email = agency.email
        actor.user.save(update_fields=["email"])
    Reminder.objects.create(rule=Reminder.Rule.REPLY_LINK, link=link, due_on=link.expires_on, recipient=actor)


def find(token):
    """The link that still opens, or None: unknown, too old, answered and taken back look the same from outside."""
    return ReplyLink.objects.live(today()).select_related("agency").filter(token_hash=hash_of(token)).first()


class Asked(NamedTuple):
    """One request that waits for an answer: what was handed over with it, and who is in it."""

    sharing: Sharing
    moves: list
    persons: list

    @property
    def coordination(self):
        return self.sharing.coordination


def asked_by(link, actor):
    """All that this link may still be answered about; of several cases by the names in them.

    A case that was closed, and one whose consent was taken back, is not among them any more.
    """
    sharings = list(_open(link))
    persons = agency_persons.by_link(sharings, actor)
    found = [Asked(left, left.coordination.moves_for(actor), persons.get(left.pk, [])) for left in sharings]
    return sorted(found, key=lambda asked: [seen.link.person.name for seen in asked.persons])


def _open(link):
    return link.sharings.open().select_related("coordination__case", "coordination__agency").order_by("coordination")


def answered_before(token, key):
    """The link that this very form answered already."""
    return ReplyLink.objects.filter(token_hash=hash_of(token), answer_key=key, answered_at__isnull=False).first()


def note_opening(link, now):
    ReplyLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now)


@transaction.atomic
def answer(link, *, client_uuid, now, requests, persons, file=None, **told):
    """The agency's answer, given in its own name; after it the link is used up.

    `requests` and `persons` as `agency_answer.answer_all` takes them. A file is kept once, with the link.
    """
    deadline.hold_all(link.sharings.values("coordination__case"))
    if not ReplyLink.objects.live(today()).filter(pk=link.pk).exists():  # two answers at the same moment
        raise ValidationError(CLOSED)
    coordinations = [left.coordination for left in _open(link)]
    if set(requests) - {coordination.pk for coordination in coordinations}:  # closed while the answer was written
        raise ValidationError(CHANGED_MEANWHILE)
    actor = agency_actor(link.agency, LINK)
    with acting_as(actor):
        stored = file and uploads.store(file, by=actor, client_uuid=client_uuid, link=link)
        given = {"by": actor, "client_uuid": client_uuid, "stored": stored, **told}
        agency_answer.answer_all(coordinations, requests, persons, **given)
        ReplyLink.objects.filter(pk=link.pk, answered_at=None).update(answered_at=now, answer_key=client_uuid)


@transaction.atomic
def revoke(link, *, by, now):
    """Taken back before it was answered; True if there was something to take back."""
    by.require(DRAFT)
    return bool(
        ReplyLink.objects.filter(pk=link.pk, answered_at=None, revoked_at=None).update(revoked_at=now, revoked_by=by)
    )
