"""Every run, and each of its workers, tests on a copy of one migrated database.

Wagtail alone brings 190 migrations, so building the original takes 10 s and more: it is built anew only when something
it was made from has changed. A copy takes a moment, so a test that commits leaves a new one instead of emptied tables.
"""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from dev import workers
from dev.place import CHECKOUT

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
    with django_db_blocker.unblock():
        with one_at_a_time():
            original = migrated_database()
        copy = f"{original}_{workers.name()}"
        renew(copy, original)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: renew(copy, original))
        yield


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
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()  # nobody may be connected to what is copied
        stamp.write_text(fingerprint())
    return name


@contextlib.contextmanager
def filled(name: str, fill):
    """Work in a copy of a database that was filled once for all workers of this run."""
    own = connection.settings_dict["NAME"]
    original = own.removesuffix(f"_{workers.name()}")
    source = f"{original}_{name}"
    stamp = stamp_file().with_suffix(f".{name}")
    with one_at_a_time():
        if not stamp.exists() or stamp.read_text() != workers.run():
            renew(source, original)
            fill()
            stamp.write_text(workers.run())
    renew(f"{source}_{workers.name()}", source)
    yield
    connection.close()
    connection.settings_dict["NAME"] = own
    cache.clear()


def renew(copy: str, original: str) -> None:
    """Go on with a new copy, and forget what was remembered about the old one."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
    connection.settings_dict["NAME"] = copy
    cache.clear()
