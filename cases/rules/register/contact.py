"""A number, or somebody close, that was written down wrongly: corrected, or taken off the list with a reason.

The earlier version stays in the history, without the number: a stranger's number, noted by mistake, is kept nowhere.
What somebody agreed to hangs on the person and stays as it is.
"""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import Contact
from cases.rules.register import correction

KNOWN_ALREADY = "Nomor ini sudah tercatat untuk warga ini dengan hubungan yang sama."
NAMELESS = "Isi nomor HP atau namanya."


@transaction.atomic
def correct(contact, *, version, by, phone="", **fields):
    """An empty phone keeps the one we have: the form cannot show it."""
    typed = fields | ({"phone": phone} if phone else {})
    contact = correction.as_seen(Contact.objects.visible_to(by), contact.pk, version, by, typed)
    if contact.version != version:
        return contact
    number = phone or contact.phone
    if not number and not fields["name"]:
        raise ValidationError({"phone": NAMELESS})
    others = Contact.objects.filter(person=contact.person, relation=fields["relation"]).exclude(pk=contact.pk)
    if number and others.with_phone(number).exists():
        raise ValidationError({"phone": KNOWN_ALREADY})
    is_other_number = number != contact.phone
    for name, value in typed.items():
        setattr(contact, name, value)
    contact.save()
    correction.look_again(contact.person, numbers_changed=is_other_number)
    return contact


@transaction.atomic
def remove(contact, *, version, by, reason):
    """The reason goes into the history, beside who did it."""
    contact = correction.as_seen(Contact.objects.visible_to(by), contact.pk, version, by)
    correction.look_again(contact.person, numbers_changed=False)
    with pghistory.context(reason=str(reason)):
        contact.delete()
