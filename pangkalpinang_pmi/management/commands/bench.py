import logging

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pangkalpinang_pmi.bench import database, row
from pangkalpinang_pmi.bench.rows import SUBJECTS, Bench, measure_all

NAMES = [subject.__name__.rpartition(".")[2] for subject in SUBJECTS]


class Command(BaseCommand):
    help = "Measures the numbers the portal has to hold, in databases of its own. Ends with 1 if one falls short."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=1_000_000)
        parser.add_argument("--cases", type=int, default=100_000)
        parser.add_argument("--quick", type=int, default=10_000, help="people in the small database")
        parser.add_argument("--rounds", type=int, default=40, help="requests to each page")
        parser.add_argument("--only", nargs="*", choices=NAMES, default=[])
        parser.add_argument("--start", action="store_true", help="also time make run on a fresh clone: minutes")

    def handle(self, *, people, cases, quick, rounds, only, start, **options):
        if settings.DEBUG:
            raise CommandError("Measured are production settings: DEBUG=False.")
        if not settings.DEMO:
            raise CommandError("The bench signs in with demo accounts: DEMO=1.")
        logging.disable()  # a page that fails raises here; what the mail server says is of no interest
        call_command("collectstatic", interactive=False, verbosity=0)
        small = database.prepare(quick, quick // 10, self.report)
        large = database.prepare(people, cases, self.report)
        rows = list(measure_all(Bench(small, large, rounds, with_start=start), self.report, only))
        self.stdout.write(f"{row.table(rows)}\n\n{row.summary(rows)}")
        if row.falls_short(rows):
            raise CommandError("At least one number falls short.", returncode=1)

    def report(self, text):
        self.stderr.write(text)
        self.stderr.flush()
