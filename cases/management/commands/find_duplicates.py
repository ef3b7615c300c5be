from django.core.management.base import BaseCommand

from accounts.acting import acting_as, system_actor
from cases.rules.register import duplicates
from lib.clock import today


class Command(BaseCommand):
    help = "Look for pairs among those registered already, a portion at a time: goes on where the last run stopped."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=duplicates.PORTION, help="people to look at")

    def handle(self, *, most, **options):
        with acting_as(system_actor()):
            looked, count = duplicates.search_on(today(), most=most)
        self.stdout.write(f"{looked} people looked at, {count} new pairs")
