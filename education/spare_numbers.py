"""The numbers beside the emergency page, as a file: for a page that has to be made while the database is away.

Each says by its own date whether it is still good, so one that grew too old in the meantime is not given out.
"""

import json
import logging
from datetime import date

from django.conf import settings

from education.models import EmergencyContact

logger = logging.getLogger(__name__)
TOLD = ("name", "purpose", "number", "shown_as", "kind", "works_from", "checked_on")


def file():
    return settings.EMERGENCY_PAGE_FILE.with_name("nomor.json")


def rows() -> bytes:
    """The active ones for everybody; those of one embassy stand on the emergency page itself."""
    contacts = EmergencyContact.objects.active().filter(country="").values(*TOLD)
    return json.dumps([row | {"checked_on": row["checked_on"].isoformat()} for row in contacts]).encode()


def read() -> list[EmergencyContact]:
    """Not saved, and none where there is no file: numbers to call before those in doubt."""
    try:
        told = json.loads(file().read_text())
        contacts = [EmergencyContact(**row | {"checked_on": date.fromisoformat(row["checked_on"])}) for row in told]
    except (OSError, ValueError, TypeError, KeyError) as error:
        logger.warning("No spare numbers: %s", type(error).__name__)
        return []
    return sorted(contacts, key=lambda contact: contact.needs_check)
