"""Opening one masked value: who may, why, and the trail it leaves (domain.md §8)."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from accounts.access import log_reveal
from cases import restriction
from cases.models import Person


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
    "perekrut": Masked("recruiter_phone", "cases.reveal_phone"),
    "penanya": Masked("asker_phone", "cases.reveal_phone"),
}


def may_open(record, field, by):
    """Whose data is restricted keeps its numbers masked below the city."""
    person = getattr(record, "person_id", record.pk if isinstance(record, Person) else None)
    return by.has_perm(FIELDS[field].permission) and not (person and restriction.closes(person, by))


def reveal(record, field, *, by, reason):
    """The full value, after noting who opened it and why. Raises PermissionDenied, and KeyError for no such field."""
    if not may_open(record, field, by):
        raise PermissionDenied
    log_reveal(by, record, field, reason)
    return getattr(record, FIELDS[field].attribute)
