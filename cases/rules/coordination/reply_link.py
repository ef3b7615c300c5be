"""The address by which an agency answers one hand-over without an account."""

import base64
import hashlib
import hmac
import uuid
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.acting import LINK, acting_as, agency_actor
from cases.models import Reminder, ReplyLink
from cases.rules.clocks import deadline
from cases.rules.coordination import agency_answer
from cases.states.coordination import DRAFT
from lib.clock import today

WORDS = ("target", "reference", "promised_on", "message", "file")  # what is said of the request itself
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
def issue(sharing, *, way, expires_on, by):
    """One link per hand-over; asked for again, the same one. By e-mail it goes out with the other messages."""
    if not by.has_perm(DRAFT):
        raise PermissionDenied
    agency = sharing.coordination.agency
    if way == ReplyLink.Way.EMAIL and not agency.email:
        raise ValidationError({"way": NO_ADDRESS})
    link, is_new = ReplyLink.objects.get_or_create(
        sharing=sharing,
        defaults={"id": sharing.pk, "token_hash": hash_of(token_of(sharing.pk)), "way": way, "expires_on": expires_on},
    )
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
    related = ("sharing__coordination__case", "sharing__coordination__agency")
    return ReplyLink.objects.live(today()).select_related(*related).filter(token_hash=hash_of(token)).first()


def answered_before(token, key):
    """The link that this very form answered already."""
    return ReplyLink.objects.filter(token_hash=hash_of(token), answer_key=key, answered_at__isnull=False).first()


def note_opening(link, now):
    ReplyLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now)


@transaction.atomic
def answer(link, *, client_uuid, now, persons=None, together=None, **said):
    """The agency's answer, given in its own name; after it the link is used up.

    `persons` are the steps of single persons, {key: what `agency_answer.answer` takes}; `together` those of many,
    {key: (seen, step)} as `agency_answer.take_step_together` takes them. Raises ValidationError, under that key where
    it is about one of them.
    """
    deadline.hold(link.coordination)
    if not ReplyLink.objects.live(today()).filter(pk=link.pk).exists():  # two answers at the same moment
        raise ValidationError(CLOSED)
    actor = agency_actor(link.coordination.agency, LINK)
    with acting_as(actor):
        moved = link.coordination
        own = {"by": actor, "said_by": said.get("said_by", "")}
        for key, (seen, step) in (together or {}).items():
            with _under(key):
                key_of_all = uuid.uuid5(client_uuid, key)
                agency_answer.take_step_together(link.coordination, seen, client_uuid=key_of_all, **own, **step)
        for key, step in (persons or {}).items():
            with _under(key):
                key_of_one = uuid.uuid5(client_uuid, key)
                agency_answer.answer(link.coordination, client_uuid=key_of_one, person=key, **own, **step)
        if not (persons or together) or any(said.get(name) for name in WORDS):
            moved = agency_answer.answer(link.coordination, by=actor, client_uuid=client_uuid, **said)
        ReplyLink.objects.filter(pk=link.pk, answered_at=None).update(answered_at=now, answer_key=client_uuid)
    return moved


@contextmanager
def _under(key):
    """Whatever is refused inside stands under this key, or under "key:box" where one box of it lacks something."""
    try:
        yield
    except ValidationError as error:
        boxes = getattr(error, "message_dict", {"": error.messages})
        raise ValidationError({f"{key}:{box}" if box else key: said for box, said in boxes.items()}) from error


@transaction.atomic
def revoke(link, *, by, now):
    """Taken back before it was answered; True if there was something to take back."""
    if not by.has_perm(DRAFT):
        raise PermissionDenied
    return bool(
        ReplyLink.objects.filter(pk=link.pk, answered_at=None, revoked_at=None).update(revoked_at=now, revoked_by=by)
    )
