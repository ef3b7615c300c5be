"""Reuse the test database while nothing it was built from has changed and the last run ended in order.

Wagtail alone brings 190 migrations, so building it anew takes 10 s and more.
"""

import hashlib
import os
from pathlib import Path

import pytest

from dev.place import CHECKOUT

STAMP = pytest.StashKey[Path]()


def fingerprint() -> str:
    files = [*CHECKOUT.glob("*/migrations/*.py"), CHECKOUT / "requirements.txt"]
    content = [(str(file.relative_to(CHECKOUT)), file.read_bytes()) for file in sorted(files)]
    return hashlib.sha256(repr(content).encode()).hexdigest()


def stamp_file() -> Path:
    server = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode()).hexdigest()[:12]
    return CHECKOUT / ".local/test" / f"database-{server}"


def pytest_configure(config):
    stamp = stamp_file()
    if not (stamp.exists() and stamp.read_text() == fingerprint()):
        config.option.create_db = True


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    """From here on the database may hold anything, until the session has ended in order."""
    if fixturedef.argname == "django_db_setup":
        stamp_file().unlink(missing_ok=True)
    result = yield
    if fixturedef.argname == "django_db_setup":
        request.config.stash[STAMP] = stamp_file()
    return result


def pytest_sessionfinish(session):
    stamp = session.config.stash.get(STAMP, None)
    if stamp:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(fingerprint())
