"""The database and the static files of a start, with one start of Django: each costs seconds."""

import contextlib
import fcntl
import hashlib
import multiprocessing
import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from dev import migrating
from dev.place import CHECKOUT

STATIC_STAMP = CHECKOUT / ".local/static"
LOCK = CHECKOUT / ".local/prepare.lock"
WAITING = "An earlier start is still preparing the database; waiting for it …"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")
    django.setup()
    with only_one():
        with beside(migrate):
            collect_static_files()  # here, where the pages of the demo city are rendered with their names
        fill()


def fill() -> None:
    call_command("load_red_flags")
    call_command("load_holidays")
    call_command("load_deadlines")
    if settings.DEMO and is_empty():
        print("Building the demo city …", flush=True)
        call_command("seed_demo")
    call_command("write_emergency_page" if has_pages() else "publish_start_pages")


@contextlib.contextmanager
def only_one():
    """Who kills `make run` may leave a preparation behind that still works: the next start waits until it is done."""
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with open(LOCK, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(WAITING, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def beside(work):
    """Do this in a process of its own, on the second core."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    yield
    process.join()
    if process.exitcode:
        raise SystemExit("The database could not be migrated; the reason stands above.")


def migrate() -> None:
    if not connection.introspection.table_names():
        print("Building the database and the static files …", flush=True)
    migrating.migrate()


def has_pages() -> bool:
    """True once the public site has a home; from then on its pages are the editors'."""
    return apps.get_model("education", "HomePage").objects.exists()


def is_empty() -> bool:
    """True while nobody has an account: a demo city is never poured over anybody's data."""
    return not get_user_model().objects.exists()


def collect_static_files() -> None:
    """Compressing takes 10 s, so only when a file has changed since it was last done to its end."""
    files = static_fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and STATIC_STAMP.exists() and STATIC_STAMP.read_text() == files:
        return
    STATIC_STAMP.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    STATIC_STAMP.parent.mkdir(exist_ok=True)
    STATIC_STAMP.write_text(files)


def static_fingerprint() -> str:
    paths = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    facts = [(path, os.stat(path).st_size, os.stat(path).st_mtime_ns) for path in sorted(paths)]
    return hashlib.sha256(repr((settings.STATIC_ROOT, facts)).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
