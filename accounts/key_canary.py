"""Refuse to start with keys that do not fit the data: nothing is written with them, nothing is taken for lost."""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from accounts.models import KeyCanary
from lib.encryption import DecryptError

log = logging.getLogger(__name__)
WORD = "pangkalpinang"
WRONG_KEYS = "FIELD_KEYS do not fit this database: its known word cannot be read. Give the keys it was written with."


def assert_keys_fit():
    """Raises ImproperlyConfigured. An absent database is no reason: then nothing can be written anyway."""
    try:
        canary, _ = KeyCanary.objects.get_or_create(pk=1, defaults={"word": WORD})
    except DecryptError as error:
        raise ImproperlyConfigured(WRONG_KEYS) from error
    except DatabaseError as error:
        log.warning("The keys could not be checked: %s", type(error).__name__)
        return
    if canary.word != WORD:
        raise ImproperlyConfigured(WRONG_KEYS)
