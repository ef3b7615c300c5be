from django.core.management.base import BaseCommand

from accounts.acting import acting_as, system_actor
from cases.rules.privacy import retention
from lib.clock import today


class Command(BaseCommand):
    help = "Delete what was kept only for a time and whose time is over (cases/rules/privacy/retention.py)."

    def add_arguments(self, parser):
        parser.add_argument("--wet-run", action="store_true", help="delete; without it only count")

    def handle(self, *, wet_run, **options):
        with acting_as(system_actor()):
            counts = retention.purge(today()) if wet_run else retention.expired(today())
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")
        if not wet_run:
            self.stdout.write("Belum ada yang dihapus. Ulangi dengan --wet-run.")
