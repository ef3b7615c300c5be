"""Every run, and each of its workers, tests on a copy of one migrated database.

Wagtail alone brings 190 migrations, so building the original takes 10 s and more: it is built anew only when something
it was made from has changed. A copy takes a moment, so a test that commits leaves a new one instead of emptied tables.
On our own server copies lie in memory (dev/tablespace.py), where 1,600 new files cost a twentieth of what they cost on
a disk, and the old one goes at once. On a disk it stays until the run ends: who deletes its files makes the next copy
five times as slow, because ext4 gives a number of a deleted file to nobody for a minute, and looks through all of them
for every new file.
"""

import contextlib
import fcntl
import hashlib
import os
from itertools import count
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from dev import migrating, tablespace, workers
from dev.place import CHECKOUT

number = count(1)
MADE_FROM = ("*/migrations/*.py", "requirements.txt", "pangkalpinang_pmi/settings.py")


def fingerprint() -> str:
    files = sorted(file for pattern in MADE_FROM for file in CHECKOUT.glob(pattern))
    content = [(str(file.relative_to(CHECKOUT)), file.read_bytes()) for file in files]
    return hashlib.sha256(repr(content).encode()).hexdigest()


def stamp_file() -> Path:
    """Says from what the original on this server was made."""
    server = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode()).hexdigest()[:12]
    return CHECKOUT / ".local/test" / f"database-{server}"


def pytest_configure(config):
    if config.option.create_db and not workers.is_worker(config):
        stamp_file().unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of pytest-django's, which would migrate once for every worker."""
    with django_db_blocker.unblock(), one_at_a_time():
        original = migrated_database()
        drop_copies(original)  # of a run that was killed
        tablespace.make()
        begin_copy(original)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: leave_copy(original))
        yield
    with django_db_blocker.unblock():
        drop_copies(original)
        with one_at_a_time():
            tablespace.give_back()


@contextlib.contextmanager
def one_at_a_time():
    stamp = stamp_file()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    with open(stamp.with_suffix(".lock"), "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrated_database() -> str:
    """The name of the original, which is built first if it is not what it should be."""
    stamp, name = stamp_file(), f"test_{connection.settings_dict['NAME']}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        is_there = cursor.fetchone() is not None
    if not (is_there and stamp.exists() and stamp.read_text() == fingerprint()):
        stamp.unlink(missing_ok=True)
        _drop([name])
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        _go_on_in(name)
        migrating.migrate()
        connection.close()  # nobody may be connected to what is copied
        stamp.write_text(fingerprint())
    return name


@contextlib.contextmanager
def filled(name: str, fill):
    """Work in a copy of a database that was filled once for all workers of this run."""
    own = connection.settings_dict["NAME"]
    original = own.split(_mark())[0]
    source = f"{original}_{name}"
    stamp = stamp_file().with_suffix(f".{name}")
    with one_at_a_time():
        if not stamp.exists() or stamp.read_text() != workers.run():
            _drop([source])
            _copy(source, original)
            fill()
            stamp.write_text(workers.run())
    begin_copy(original, source)
    yield
    _go_on_in(own)


def leave_copy(original: str) -> None:
    """Go on in a new copy of the original; in memory nothing is kept that nobody needs."""
    left = connection.settings_dict["NAME"]
    begin_copy(original)
    if tablespace.is_there():
        _drop([left])


def begin_copy(original: str, source: str | None = None) -> None:
    """Go on in a new copy of the original, or of a source that was filled."""
    _copy(f"{original}{_mark()}{next(number)}", source or original, tablespace.options())


def drop_copies(original: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^{original}{_mark()}[0-9]+$"])
        names = [name for (name,) in cursor.fetchall()]
    _drop(names)


def _mark() -> str:
    return f"_{workers.name()}_"


def _drop(names) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        for name in names:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _copy(name: str, original: str, options: str = "") -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}" {options}')
    _go_on_in(name)


def _go_on_in(name: str) -> None:
    """What was remembered about the database before is forgotten."""
    connection.close()
    connection.settings_dict["NAME"] = name
    cache.clear()
