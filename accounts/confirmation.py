"""Whom the administrator let in is confirmed by somebody who reads as much already (decision 45).

The administrator makes accounts and prints codes; alone, either would open the register and the cases to him.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts import session
from accounts.access import log_account, reference
from accounts.models import OF_DISNAKER, WITHOUT_CONFIRMATION, ActivationCode, Assignment, Role
from lib.clock import today

CONFIRM = "accounts.confirm_term"
NOT_SEEN_YET = "Orang ini belum masuk dengan kata sandinya yang baru. Pastikan sesudah ia masuk sendiri."


def is_needed(role, by):
    """What a kelurahan gives to its RT opens nothing that it does not read itself."""
    return by.role == Role.ADMIN and role not in WITHOUT_CONFIRMATION and has_begun()


def has_begun():
    """Somebody of Disnaker has signed in: from then on there is something to read, and somebody who can confirm."""
    return Assignment.objects.filter(
        office__role__in=OF_DISNAKER, awaits_confirmation=False, user__last_login__isnull=False
    ).exists()


def ask_again(user, *, by):
    """A password that came by the administrator's hands is confirmed like a new office."""
    if by.role == Role.ADMIN and has_begun():
        terms = user.assignments.unfinished(today()).exclude(office__role__in=WITHOUT_CONFIRMATION)
        terms.update(awaits_confirmation=True)


def held_up(user):
    """What somebody has been given and may not use yet."""
    waiting = user.assignments.unfinished(today()).filter(starts_on__lte=today(), awaits_confirmation=True)
    return waiting.with_office()


def waiting(actor):
    """With `has_come`: whether the person has signed in since the last code, so that somebody can have seen it."""
    used_since = ActivationCode.objects.filter(user=OuterRef("user"), used_at__gt=OuterRef("user__last_login"))
    terms = Assignment.objects.to_confirm(actor, today()).with_office()
    return terms.annotate(has_come=Q(user__last_login__isnull=False) & ~Exists(used_since)).order_by("starts_on", "pk")


@transaction.atomic
def confirm(term, *, by):
    """The colleague has seen this very person sign in."""
    by.require(CONFIRM)
    term = _lock(term, by)
    if not term.has_come:
        raise ValidationError(NOT_SEEN_YET)
    let_in(term, by=by)


def let_in(term, *, by):
    Assignment.objects.filter(pk=term.pk).update(awaits_confirmation=False)
    log_account(by, term.user, f"jabatan {reference(term.office)} dipastikan")


@transaction.atomic
def refuse(term, *, by):
    """It is not he: the account is closed at once, the term stays to be looked into."""
    by.require(CONFIRM)
    term = _lock(term, by)
    term.user.is_active = False
    term.user.save(update_fields=["is_active"])
    session.end_all(term.user)
    log_account(by, term.user, f"jabatan {reference(term.office)} tidak dipastikan, akun dibekukan")


def _lock(term, by):
    found = waiting(by).select_for_update(of=("self",), no_key=True).filter(pk=term.pk).first()
    if found is None:
        raise PermissionDenied
    return found
