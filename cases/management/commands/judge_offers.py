from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from cases import red_flag
from cases.models import RedFlag
from cases.values.offer import offer_from
from lib.json_lines import answer


class Command(BaseCommand):
    help = "Read job offers as JSON lines and answer how dangerous each is. Nothing is stored."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **options):
        flags = _flags()
        with open(file, encoding="utf-8-sig", errors="replace") as lines:
            for line in answer(lines, lambda record: _judge(record, flags)):
                self.stdout.write(line)


def _judge(record, flags):
    reading = red_flag.read(offer_from(record), flags)
    found = [{"code": sign.flag.code, "title": sign.flag.title, "words": sign.words} for sign in reading.warnings]
    return {"level": reading.level, "score": reading.score, "flags": found}


def _flags():
    """The rows of this city; where there are none yet, those the project starts with."""
    try:
        with transaction.atomic():
            return list(RedFlag.objects.active()) or red_flag.start_flags()
    except DatabaseError:  # not migrated yet
        return red_flag.start_flags()
