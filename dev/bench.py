"""`make bench`: on a fresh clone first secrets and static files, as `make run` makes them; then the measurement."""

import os
import sys

import django
from django.core.management import execute_from_command_line

from dev import environment, prepare, servers


def main() -> None:
    environment.complete(demo=not environment.exported("DATABASE_URL"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")
    servers.provide("run")
    django.setup()
    prepare.collect_static_files()
    execute_from_command_line(["manage.py", "bench", *sys.argv[1:]])


if __name__ == "__main__":
    main()
