"""Printed codes by which somebody sets the own password: the first one, and after every loss."""

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import confirmation, session
from accounts.access import log_account
from accounts.account import lock_managed
from accounts.models import ActivationCode, IdentityCheck, User
from lib.clock import today
from lib.encryption import blind_index, blind_indexes

VALID_FOR = timedelta(hours=72)
# No vowels, so that no code is a word; nothing that looks like another letter or a digit. 18^12 is 50 bits.
LETTERS = "CDFGHJKLMNPQRTVWXY"
PURPOSE = "accounts.activation_code"
WRONG = "Nama pengguna dan kode tidak cocok, atau kode sudah pernah dipakai. Periksa lagi lembar Anda."
EXPIRED = "Kode ini sudah tidak berlaku. Mintalah kode baru, lalu pakai dalam 3 hari."


@transaction.atomic
def issue(user, *, client_uuid, identity_check, by, now):
    """The code in plain, this one time; earlier ones of the account die. None if this form was sent before."""
    user = lock_managed(user, by)
    if ActivationCode.objects.filter(pk=client_uuid).exists():
        return None
    user.activation_codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    ActivationCode.objects.create(
        pk=client_uuid,
        user=user,
        code_hash=blind_index(normalise(code), PURPOSE),
        identity_check=identity_check,
        issued_by=by,
        expires_at=now + VALID_FOR,
    )
    log_account(by, user, f"kode aktivasi dibuat; identitas: {IdentityCheck(identity_check)}")
    return code


@transaction.atomic
def redeem(*, username, code, password, now):
    """Set the password and end all sessions. Raises ValidationError, with one text for all that does not fit."""
    found = (
        ActivationCode.objects.select_for_update(of=("self",))
        .select_related("user", "issued_by__office")
        .filter(user__username=username.lower(), user__is_active=True, used_at=None)
        .filter(code_hash__in=blind_indexes(normalise(code), PURPOSE))
        .first()
    )
    if found is None or not may_still_issue(found):
        raise ValidationError(WRONG)
    if found.expires_at <= now:
        raise ValidationError(EXPIRED)
    try:
        validate_password(password, found.user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    found.used_at = now
    found.save(update_fields=["used_at"])
    found.user.set_password(password)
    found.user.save(update_fields=["password"])
    session.end_all(found.user)
    confirmation.ask_again(found.user, by=found.issued_by)
    log_account(None, found.user, "kata sandi dibuat dengan kode aktivasi")
    return found.user


def may_still_issue(found):
    """A code dies when its owner gets an office above its issuer: a kelurahan's old sheet opens no Disnaker account."""
    managed = User.objects.wholly_managed_by(found.issued_by, today())
    return managed.filter(pk=found.user_id).exists()


def normalise(code):
    """As printed or as typed: small letters, blanks and dashes make no difference."""
    return "".join(letter for letter in code.upper() if letter in LETTERS)
