"""The database and the static files of a start, in one process: each start of Django costs seconds."""

import os

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command

from dev.environment import given


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if given("DEMO") == "1" and is_empty():
        call_command("seed_demo")


def is_empty() -> bool:
    """True while nobody has an account: a demo city is never poured over anybody's data."""
    return not get_user_model().objects.exists()


if __name__ == "__main__":
    main()
