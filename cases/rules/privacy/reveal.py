"""Opening one masked value: who may, why, and the trail it leaves (domain.md §8)."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from accounts.access import log_reveal
from accounts.models import Role
from cases.models import Person
from cases.models.scope import handed_over
from cases.rules import restriction


class Masked(NamedTuple):
    """A field that screens show masked, and the permission that opens it.

    An agency opens it only where it stands handed over as `handed_as`, a name of sharing_fields.FIELDS.
    """

    attribute: str
    permission: str
    handed_as: str = ""


FIELDS = {
    "nik": Masked("nik", "cases.reveal_nik", "nik"),
    "telepon": Masked("phone", "cases.reveal_phone", "kontak"),
    "dokumen": Masked("number", "cases.reveal_document", "nomor_dokumen"),
    "pelapor": Masked("reporter_phone", "cases.reveal_phone"),
    "paspor": Masked("passport", "cases.reveal_document"),
    "perekrut": Masked("recruiter_phone", "cases.reveal_phone"),
    "penanya": Masked("asker_phone", "cases.reveal_phone"),
}


def may_open(record, field, by):
    """Whose data is restricted keeps its numbers masked below the city; an agency opens what it was given."""
    person = getattr(record, "person_id", record.pk if isinstance(record, Person) else None)
    if not by.has_perm(FIELDS[field].permission) or (person and restriction.closes(person, by)):
        return False
    return by.role != Role.BP3MI or handed_over(by, FIELDS[field].handed_as).filter(person=person).exists()


def reveal(record, field, *, by, reason):
    """The full value, after noting who opened it and why. Raises PermissionDenied, and KeyError for no such field."""
    if not may_open(record, field, by):
        raise PermissionDenied
    log_reveal(by, record, field, reason)
    return getattr(record, FIELDS[field].attribute)
