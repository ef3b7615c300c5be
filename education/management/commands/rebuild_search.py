from django.core.management.base import BaseCommand

from education import search_index


class Command(BaseCommand):
    help = "Build the index of the public search anew."

    def handle(self, **options):
        self.stdout.write(f"{search_index.rebuild()} halaman bisa dicari.")
