"""Which edition of the public pages is current: a word in a file, another one after each change of what pages say.

Pages kept in memory carry the word and the day they were made under (pangkalpinang_pmi.kept_pages). The file is read
at each request, so that all processes agree without asking Redis or the database. Where there is none, nothing is
kept and nothing is answered from memory: slow, but right.
"""

import contextlib
import logging
import secrets

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from lib import whole_file

logger = logging.getLogger(__name__)


def current() -> str | None:
    try:
        return settings.EDITION_FILE.read_text() or None
    except OSError:
        return None


def close() -> None:
    """From now on everything is made anew, until `renew`: what happens in between can leave nothing old behind."""
    settings.EDITION_FILE.unlink(missing_ok=True)


def renew() -> None:
    """A full disk must not lose what the editor typed: then the pages stay unkept until `reopen` succeeds."""
    try:
        settings.EDITION_FILE.parent.mkdir(parents=True, exist_ok=True)
        whole_file.replace(settings.EDITION_FILE, secrets.token_hex(16).encode(), mode=0o644, is_spare=True)
    except OSError:
        logger.exception("No new edition of the public pages; they are made anew for each reader")


def change() -> None:
    """Inside a transaction that changes what pages say: closed at once, a new edition after the commit."""
    close()
    transaction.on_commit(renew, robust=True)


def reopen() -> None:
    """After a change that was rolled back, a crash, or a full disk."""
    if current() is None:
        renew()


@contextlib.contextmanager
def changing():
    """Around a request that may change anything: its transaction ends inside."""
    close()
    try:
        yield
    finally:
        renew()


@receiver([page_published, page_unpublished])
def follow_pages(**kwargs):
    change()
