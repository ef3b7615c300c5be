from django.core.management.base import BaseCommand

from cases.rules.offers import offer_context, red_flag
from cases.values.offer import offer_from
from lib.json_lines import answer


class Command(BaseCommand):
    help = "Read job offers as JSON lines and answer how dangerous each is. Nothing is stored."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **options):
        flags, context = red_flag.in_force(), offer_context.in_force()
        with open(file, encoding="utf-8-sig", errors="replace") as lines:
            for line in answer(lines, lambda record: _judge(record, flags, context)):
                self.stdout.write(line)


def _judge(record, flags, context):
    reading = red_flag.read(offer_from(record), flags, context)
    found = [{"code": sign.flag.code, "title": sign.flag.title, "words": sign.words} for sign in reading.warnings]
    return {"level": reading.level, "score": reading.score, "flags": found}
