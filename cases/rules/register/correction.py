"""What the corrections of a contact and of a paper have in common: who may, on which version, and what follows."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now

from cases.models import DuplicatePair, Person
from cases.rules import restriction
from cases.rules.register import duplicates, registration
from lib.clock import today

RIGHT = "cases.correct_registration"
GONE = "Data ini baru saja dihapus orang lain. Periksa lagi di halaman warganya."


def may_correct(person, actor):
    """As with the name: RT and RW until the kelurahan has checked the entry, then whoever checks."""
    return actor.has_perm(RIGHT) and registration.may_correct_identity(person, actor)


def as_seen(rows, key, version, by, typed=None):
    """The row, locked together with its person, if nobody changed it since its editor saw it.

    `rows` are those this actor sees. Raises ValidationError (code "changed") where somebody was faster, unless what
    stands there is just what was `typed`: the second half of a double click.
    """
    found = rows.filter(pk=key).first()
    if found is None:
        raise ValidationError(GONE, code="gone")
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=found.person_id)
    row = rows.select_for_update(of=("self",), no_key=True).filter(pk=key, person=person).first()
    if row is None:
        raise ValidationError(GONE, code="gone")
    row.person = person
    if not may_correct(person, by):
        raise PermissionDenied
    restriction.check_change(person)
    is_done = typed and all(getattr(row, name) == value for name, value in typed.items())
    if row.version != version and not is_done:
        raise ValidationError(registration.CHANGED_BY_ANOTHER, code="changed")
    return row


def look_again(person, *, numbers_changed=True):
    """Whoever was touched is touched: an import is not undone over it; and new numbers may show the same human."""
    Person.objects.filter(pk=person.pk).update(updated_at=Now())
    if numbers_changed:
        duplicates.note(person, DuplicatePair.Found.CORRECTION, today())
