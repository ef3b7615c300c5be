from django.core.management.base import BaseCommand

from education import site_search
from lib.json_lines import answer


class Command(BaseCommand):
    help = "Search the public pages for each JSON line and answer with the paths of what is found, best first."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **options):
        with open(file, encoding="utf-8-sig", errors="replace") as lines:
            for line in answer(lines, judge):
                self.stdout.write(line)


def judge(record):
    return {"pages": [hit.entry.url for hit in site_search.find(str(record.get("q") or ""))]}
