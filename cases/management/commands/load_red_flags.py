from django.core.management.base import BaseCommand

from cases.rules.offers import offer_context, red_flag


class Command(BaseCommand):
    help = "Bring the signs of a bad job offer up to date. May be repeated; what Disnaker changed stays."

    def handle(self, **options):
        loaded = red_flag.load()
        words = offer_context.load()
        self.stdout.write(f"{loaded.added} tanda bahaya ditambahkan, {loaded.renewed} diperbarui.")
        self.stdout.write(f"{words.added} kata konteks ditambahkan, {words.renewed} diperbarui.")
