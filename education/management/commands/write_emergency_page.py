from django.core.management.base import BaseCommand

from education import edition, emergency


class Command(BaseCommand):
    help = "Write the emergency page to its file: after collectstatic, and whenever the media folder was lost."

    def handle(self, *args, **options):
        edition.renew()
        if not emergency.write():
            self.stderr.write("No emergency page is published: run publish_start_pages first.")
