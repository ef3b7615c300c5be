"""Spare copies of public pages beside the emergency file, one folder for an edition (decision 23).

Asked for before a page is made, so that what another process made costs nothing, and when a page could not be made: a
process that was started while the database is away has nothing in memory. What is kept here is what everybody reads; a
page of one person never comes this far (`kept_pages`). A worker makes those that nobody has read (`warm_pages`).
"""

import hashlib
import json
import logging
import os
import shutil
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from lib import whole_file
from lib.kept_page import KeptPage

logger = logging.getLogger(__name__)
MOST = 500
GOOD_FOR = timedelta(days=7)  # facts and numbers grow old by the calendar, and nobody could make the page anew


def folder() -> Path:
    return settings.EDITION_FILE.with_name("halaman")


def put(key, stamp, response) -> None:
    """Best effort: a full disk costs the spare copy and not the answer."""
    edition, day = stamp
    told = {"day": f"{day:%Y-%m-%d}", "headers": dict(response.headers), "body": response.content.decode()}
    here = folder() / edition
    try:
        if not here.exists():
            here.mkdir(parents=True, mode=0o700, exist_ok=True)
            _drop_others(edition)
        if len(os.listdir(here)) < MOST:
            whole_file.replace(here / _name(key), json.dumps(told).encode(), is_spare=True)
    except OSError as error:
        logger.warning("No spare copy of a public page: %s", type(error).__name__)


def get(key, edition, on: date) -> KeptPage | None:
    told, day = _read(key, edition)
    if told is None or on - day > GOOD_FOR:
        return None
    return KeptPage(told["body"].encode(), told["headers"], (edition, day))


def has(key, edition, on: date) -> bool:
    """Made on that very day."""
    return _read(key, edition)[1] == on


def _read(key, edition):
    try:
        told = json.loads((folder() / edition / _name(key)).read_text())
        return told, date.fromisoformat(told["day"])
    except (OSError, ValueError):  # none, or half written
        return None, None


def is_whole(edition, on: date) -> bool:
    return _note(edition, on).exists()


def note_whole(edition, on: date) -> None:
    """Every page of this edition was made on that day."""
    try:
        _note(edition, on).touch()
    except OSError as error:  # none could be written; the next tick tries again
        logger.warning("No spare copies of the public pages: %s", type(error).__name__)


def _note(edition, on):
    return folder() / f"{edition}.{on:%Y-%m-%d}"


def _name(key):
    return hashlib.sha256(repr(key).encode()).hexdigest()


def _drop_others(edition):
    for other in folder().iterdir():
        if other.name.partition(".")[0] == edition:
            continue
        if other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
        else:
            other.unlink(missing_ok=True)
