import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases.rules.doubles import name_judge
from lib.clock import today


class Command(BaseCommand):
    help = (
        "Reads JSON lines with id, a and b (with any of name, birth_date, sex, kelurahan, nik, passport, phone) and "
        "answers each with id, decision (same, review, different) and score. Stores nothing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", help="path, or - for standard input")

    def handle(self, *, file, **options):
        for number, line in enumerate(lines_of(file), 1):
            if line.strip():
                self.stdout.write(json.dumps(name_judge.answer(line, number, today())))


def lines_of(file):
    """Bytes that are no UTF-8 become �, so that one bad line does not take the rest along."""
    if file == "-":
        yield from sys.stdin.buffer.read().decode("utf-8-sig", "replace").split("\n")
        return
    try:
        with Path(file).open(encoding="utf-8-sig", errors="replace", newline="\n") as lines:
            yield from lines
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
