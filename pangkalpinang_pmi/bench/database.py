"""Databases of the bench's own beside the one of the settings: made, migrated and filled once, kept between runs."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from cases.models import Case, Person


def prepare(people, cases, report):
    """The name of a database with at least so many people and cases."""
    name = f"{settings.DATABASES['default']['NAME']}_bench_{people}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    _manage(name, "migrate", "--verbosity", "0")
    with using(name):
        lacking = people - Person.objects.count(), cases - Case.objects.count()
    if max(lacking) > 0:
        report(f"Filling {name}: {people:,} people, {cases:,} cases")
        _manage(name, "seed_scale", "--people", str(max(lacking[0], 1)), "--cases", str(max(lacking[1], 0)))
    with using(name), connection.cursor() as cursor:
        cursor.execute("VACUUM")  # as a register is that has lived for a day
    return name


@contextmanager
def using(name):
    """Let this process work in another database of the same server."""
    connections.close_all()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


def environment(name):
    """For a process of its own in that database."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return os.environ | {"DATABASE_URL": url, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "pangkalpinang_pmi.settings"}


def _manage(name, *arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], env=environment(name), cwd=settings.BASE_DIR, check=True)
