from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction

from cases import red_flag
from cases.models import RedFlag
from cases.values.offer import Offer
from lib.json_lines import answer

TEXT_FIELDS = ("text", "country", "job", "pay", "visa", "offered_by")


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
    reading = red_flag.read(_offer(record), flags)
    found = [{"code": sign.flag.code, "title": sign.flag.title, "words": sign.words} for sign in reading.warnings]
    return {"level": reading.level, "score": reading.score, "flags": found}


def _offer(record):
    texts = {name: str(record.get(name) or "") for name in TEXT_FIELDS}
    return Offer(**texts, money_asked=record.get("money_asked"), leaves_in_days=_days(record.get("leaves_in_days")))


def _days(value):
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        raise ValueError("leaves_in_days harus angka.") from None


def _flags():
    """The rows of this city; where there are none yet, those the project starts with."""
    try:
        with transaction.atomic():
            return list(RedFlag.objects.active()) or red_flag.start_flags()
    except DatabaseError:  # not migrated yet
        return red_flag.start_flags()
