from django.core.management.base import BaseCommand

from cases import red_flag


class Command(BaseCommand):
    help = "Add the signs of a bad job offer that are missing. May be repeated; what Disnaker changed stays."

    def handle(self, **options):
        self.stdout.write(f"{red_flag.load()} tanda bahaya ditambahkan.")
