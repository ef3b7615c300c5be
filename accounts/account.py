"""Accounts made, frozen and repaired by the office that is responsible for them. Nobody chooses another's password."""

import re

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from accounts import session
from accounts.access import log_account
from accounts.assignment import assign
from accounts.models import IdentityCheck, User
from accounts.office import find_or_make
from lib.advisory_lock import wait_in_line
from lib.clock import today

FACTOR_RESET_SUBJECT = "Keamanan akun Anda berubah"


@transaction.atomic
def open_account(*, client_uuid, first_name, role, by, username="", territory=None, agency=None, email="", **term):
    """A user in an office, without a password until the activation code is used; the same form twice makes one."""
    wait_in_line("accounts.open_account")  # two at once would also find the same user name free
    earlier = User.objects.visible_to(by).filter(client_uuid=client_uuid).first()
    if earlier:
        return earlier
    user = User(
        client_uuid=client_uuid,
        first_name=first_name,
        username=username or suggest_username(first_name),
        email=email,
    )
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    log_account(by, user, "akun dibuat")
    assign(user, find_or_make(role, territory, agency), by=by, **term)
    return user


def suggest_username(full_name):
    """`rudi.hartono`, or with a number where that is taken."""
    words = re.findall(r"[a-z0-9]+", full_name.lower())
    base = ".".join(words[:2])[:40] or "petugas"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    numbered = (f"{base}{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in numbered if name not in taken)


@transaction.atomic
def freeze(user, *, by):
    """Close the account at once, with every open session; its history and its offices stay."""
    user = lock_managed(user, by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    session.end_all(user)
    log_account(by, user, "akun dibekukan")


@transaction.atomic
def unfreeze(user, *, by):
    user = lock_managed(user, by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    log_account(by, user, "akun dibuka lagi")


@transaction.atomic
def reset_second_factor(user, *, identity_check, by):
    """For a lost telephone: a deed of its own, never part of a new password. The owner is told."""
    user = lock_managed(user, by)
    by.require("accounts.reset_second_factor")
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise ValidationError("Akun ini tidak memakai kode dari aplikasi.")
    session.end_all(user)
    log_account(by, user, f"kode dari aplikasi dihapus; identitas: {IdentityCheck(identity_check)}")
    if user.email:
        transaction.on_commit(lambda: tell_factor_reset(user))


def tell_factor_reset(user):
    text = render_to_string("accounts/email/second_factor_reset.txt")
    send_mail(FACTOR_RESET_SUBJECT, text, None, [user.email], fail_silently=True)


def lock_managed(user, by):
    """The row, locked, if all its offices are this actor's to manage and it is not his own."""
    locked = User.objects.select_for_update(of=("self",), no_key=True)
    managed = locked.wholly_managed_by(by, today()).filter(pk=user.pk).first()
    if managed is None:
        raise PermissionDenied
    return managed
