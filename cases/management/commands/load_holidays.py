from django.core.management.base import BaseCommand

from cases.rules.clocks import holiday


class Command(BaseCommand):
    help = "Add the holidays and days of collective leave that are missing. May be repeated; changed days stay."

    def handle(self, **options):
        self.stdout.write(f"{holiday.load()} hari libur ditambahkan.")
