from datetime import date

from django.core.management.base import BaseCommand

from accounts import territory_list

# The state's list knows no founding days: early enough that no resident was registered before his kelurahan existed.
VALID_FROM = date(2000, 1, 1)


class Command(BaseCommand):
    help = "Load the 7 kecamatan and 42 kelurahan of Pangkalpinang. May be repeated."

    def handle(self, **options):
        made, respelt = territory_list.load(VALID_FROM)
        self.stdout.write(f"{made} wilayah dibuat, {respelt} ejaan dibetulkan.")
