"""What is thrown away once its time is over. One rule per kind of data; later kinds add theirs to RULES."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from cases.models import RegistrationDraft


class Rule(NamedTuple):
    name: str
    expired: Callable[..., QuerySet]


RULES = (Rule("draf pendaftaran, 14 hari sesudah terakhir diubah", RegistrationDraft.objects.expired),)


def expired(on):
    """How many rows each rule would delete on that WIB date, by the rule's name."""
    return {rule.name: rule.expired(on).count() for rule in RULES}


@transaction.atomic
def purge(on):
    """Delete them; returns how many rows each rule deleted."""
    counts = expired(on)
    for rule in RULES:
        rule.expired(on).delete()
    return counts
