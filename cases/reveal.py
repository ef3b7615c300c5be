"""Opening one masked value: who may, why, and the trail it leaves (domain.md §8)."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from accounts.access import log_reveal


class Masked(NamedTuple):
    """A field that screens show masked, and the permission that opens it."""

    attribute: str
    permission: str


FIELDS = {
    "nik": Masked("nik", "cases.reveal_nik"),
    "telepon": Masked("phone", "cases.reveal_phone"),
    "dokumen": Masked("number", "cases.reveal_document"),
    "pelapor": Masked("reporter_phone", "cases.reveal_phone"),
    "paspor": Masked("passport", "cases.reveal_document"),
}


def reveal(record, field, *, by, reason):
    """The full value, after noting who opened it and why. Raises PermissionDenied, and KeyError for no such field."""
    masked = FIELDS[field]
    if not by.has_perm(masked.permission):
        raise PermissionDenied
    log_reveal(by, record, field, reason)
    return getattr(record, masked.attribute)
