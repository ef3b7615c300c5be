"""A folder in memory for the copies of the test database, on our own server and where there is room; else the disk."""

import contextlib
import shutil
from functools import cache
from pathlib import Path

from django.db import DatabaseError, connection

from dev.place import Place, digest

MEMORY = Path("/dev/shm")  # nosec B108 # a folder of our own in it, closed to others
NAME, ROOM = "memory", 2 << 30  # a copy takes 15 MB, and each worker has two or three at a time


def make() -> None:
    """Make it, unless another worker has, or a run that was killed and could not give it back."""
    if not _is_ours() or not _has_room():
        return
    with contextlib.suppress(OSError, SystemExit, DatabaseError), connection._nodb_cursor() as cursor:
        if not is_there():
            cursor.execute(f"CREATE TABLESPACE {NAME} LOCATION '{_place().private(folder())}'")


def give_back() -> None:
    """Give the memory back, unless another worker still has copies there."""
    if is_there():
        with contextlib.suppress(DatabaseError), connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP TABLESPACE {NAME}")
            shutil.rmtree(folder())


def is_there() -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT FROM pg_tablespace WHERE spcname = %s", [NAME])
        return cursor.fetchone() is not None


def options() -> str:
    """How to copy into it. Files are copied as they are: in memory that is quicker than through the log."""
    return f"TABLESPACE {NAME} STRATEGY file_copy" if is_there() else ""


def folder() -> Path:
    return MEMORY / f"pmi-{digest(_place().state)}"


@cache
def _place() -> Place:
    return Place("test")


def _is_ours() -> bool:
    """True on the embedded server; any other may stand on another machine."""
    return connection.settings_dict["OPTIONS"].get("host") == str(_place().sockets)


def _has_room() -> bool:
    return MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
