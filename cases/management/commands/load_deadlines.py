from django.core.management.base import BaseCommand

from cases.rules.clocks import deadline, deadline_parameter


class Command(BaseCommand):
    help = "Add the lengths of deadlines that are missing, and work out the running clocks. May be repeated."

    def handle(self, **options):
        added = deadline_parameter.load()
        if added:
            deadline.refresh_open()
        self.stdout.write(f"{added} lama tenggat ditambahkan.")
