"""Keys for the machines of agencies: made and taken back by the head, shown once."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from cases.models import ApiToken

MANAGE = "cases.manage_api_access"
PREFIX = "pmi_"  # found by scanners that look for secrets in places where none belongs
USED_LATELY = timedelta(minutes=1)


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue(*, client_uuid, agency, name, scopes, expires_on, by, webhook_url=""):
    """The row, and its token in plain this one time; None instead of the token where this form was sent before."""
    by.require(MANAGE)
    token = PREFIX + secrets.token_urlsafe(32)
    row, is_new = ApiToken.objects.get_or_create(
        pk=client_uuid,
        defaults={
            "agency": agency,
            "name": name,
            "token_hash": hash_of(token),
            "scopes": scopes,
            "expires_on": expires_on,
            "webhook_url": webhook_url,
            "webhook_secret": secrets.token_urlsafe(32) if webhook_url else "",
            "issued_by": by,
        },
    )
    return row, token if is_new else None


def revoke(key, *, by, now):
    by.require(MANAGE)
    return bool(ApiToken.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now, revoked_by=by))


def find(token, on):
    """The key behind a token, or None."""
    return ApiToken.objects.active(on).select_related("agency").filter(token_hash=hash_of(token)).first()


def note_use(key, now):
    """Not on every call: once a minute says enough."""
    if key.last_used_at is None or now - key.last_used_at > USED_LATELY:
        ApiToken.objects.filter(pk=key.pk).update(last_used_at=now)
