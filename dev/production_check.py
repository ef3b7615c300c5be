"""What `make check` asks Django: would this start in production, and is a migration missing?"""

import os
import sys
import warnings

import django
from django.core.management import CommandError, call_command

from dev.environment import new_secrets

PRODUCTION = {
    "DEBUG": "False",
    "DEMO": "False",
    "SITE_URL": "https://pmi.pangkalpinangkota.go.id",
    "ALLOWED_HOSTS": "pmi.pangkalpinangkota.go.id",
    "EMAIL_URL": "smtp+tls://mail.pangkalpinangkota.go.id:587",
    "DATABASE_URL": "postgresql://pmi@/pmi?host=/nowhere",  # neither question needs a database
    "REDIS_URL": "unix:///nowhere/valkey.sock?db=0",
}


def main() -> None:
    os.environ.update(new_secrets() | PRODUCTION)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pangkalpinang_pmi.settings"
    django.setup()
    warnings.filterwarnings("ignore", "Got an error checking a consistent migration history")
    try:
        call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except CommandError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    sys.exit(main())
