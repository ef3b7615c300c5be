"""Whether a start may go without `dev.prepare`: nothing that it reads has changed, and what it made is there."""

import hashlib
import os

import psycopg

from dev import environment
from dev.place import CHECKOUT

STAMP = CHECKOUT / ".local/run/prepared"
READ = ("accounts", "cases", "education", "lib", "pangkalpinang_pmi", "static", "templates", "dev")
SETTINGS = ("DATABASE_URL", "DEBUG", "DEMO", "MEDIA_ROOT", "SITE_URL")
STATE = "SELECT count(*), max(id), EXISTS (SELECT FROM accounts_user) FROM django_migrations"


def is_current() -> bool:
    made = (CHECKOUT / "staticfiles/staticfiles.json", media_folder() / "darurat.html")
    return STAMP.exists() and all(path.exists() for path in made) and STAMP.read_text() == facts()


def remember() -> None:
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(facts())


def facts() -> str:
    settings = [os.environ.get(name) for name in SETTINGS]
    return hashlib.sha256(repr((files(), settings, database())).encode()).hexdigest()


def files() -> list[tuple]:
    paths = [path for folder in READ for path in (CHECKOUT / folder).rglob("*") if path.suffix != ".pyc"]
    paths += [CHECKOUT / "requirements.txt", environment.FILE]
    return [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(paths) if path.is_file()]


def database() -> tuple:
    """What somebody may have done by hand in the meantime: a migration back, a flush, a new database."""
    try:
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            return connection.execute(STATE).fetchone()
    except psycopg.Error as error:
        return (type(error).__name__,)


def media_folder():
    return CHECKOUT / (environment.given("MEDIA_ROOT") or "media")
