"""One number on two records of one human: one row stays, and what either knew of it is said there."""

from django.core.exceptions import ValidationError

from cases.models import Contact
from cases.values.identity import normalise_phone

BETWEEN = "; "
MOST = Contact._meta.get_field("safe_note").max_length
TOO_LONG = (
    "Keduanya punya catatan kapan aman dihubungi untuk nomor yang sama, dan bersama-sama terlalu panjang. "
    "Ringkas dulu salah satunya, lalu ulangi."
)


def find(contact, others):
    """The one among `others` that says the same: one number and one relation; without a number, one name."""
    return next((other for other in others if _what_it_is(other) == _what_it_is(contact)), None)


def _what_it_is(contact):
    return contact.relation, normalise_phone(contact.phone) if contact.phone else contact.name.casefold()


def take_over(contact, other):
    """Keep what `other` says besides. Returns it, for `forget`; an empty dict where there was nothing new."""
    added = {}
    if other.safe_note and other.safe_note not in contact.safe_note.split(BETWEEN):
        note = BETWEEN.join(filter(None, [contact.safe_note, other.safe_note]))
        if len(note) > MOST:
            raise ValidationError(TOO_LONG)
        contact.safe_note, added["safe_note"] = note, other.safe_note
    if other.name and not contact.name:
        contact.name = added["name"] = other.name
    if added:
        contact.save(update_fields=[*added, "updated_at"])
    return added


def forget(contact, added):
    """Undo `take_over`, where nobody has rewritten it since: a warning too many harms nobody."""
    note = added.get("safe_note", "")
    if note and contact.safe_note == note:
        contact.safe_note = ""
    elif note:
        contact.safe_note = contact.safe_note.removesuffix(f"{BETWEEN}{note}")
    if added.get("name") == contact.name:
        contact.name = ""
    contact.save(update_fields=["safe_note", "name", "updated_at"])
