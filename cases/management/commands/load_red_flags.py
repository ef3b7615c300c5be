from django.core.management.base import BaseCommand

from cases import red_flag


class Command(BaseCommand):
    help = "Bring the signs of a bad job offer up to date. May be repeated; what Disnaker changed stays."

    def handle(self, **options):
        loaded = red_flag.load()
        self.stdout.write(f"{loaded.added} tanda bahaya ditambahkan, {loaded.renewed} diperbarui.")
