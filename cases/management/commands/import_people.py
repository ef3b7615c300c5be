import json
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases import sheet_check
from cases.forms.sheet import WHY
from lib.clock import today
from lib.spreadsheet.refusal import Refused


class Command(BaseCommand):
    help = (
        "Read people from an XLSX or CSV file. Says what would become of its rows; --report answers one line of JSON "
        "for each. Nothing is stored without --wet-run."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--report", action="store_true", help="a line of JSON for each row; stores nothing")
        parser.add_argument(
            "--wet-run", action="store_true", help="import good and doubtful rows, as the office Sistem"
        )

    def handle(self, *, file, report, wet_run, **options):
        data = self.read(file)
        try:
            groups = sheet_check.check(sheet_check.open_sheets(data), today())
            if report:
                self.report(groups)
            else:
                self.summarise(groups)
        except Refused as refused:
            raise CommandError(WHY[refused.refusal]) from None
        except sheet_check.NoTable as error:
            raise CommandError(str(error)) from None

    def read(self, file):
        try:
            return Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None

    def report(self, groups):
        for group in groups:
            for line, _ in group:
                answer = {"row": line.number, "verdict": line.verdict, "warnings": line.said, "person": line.record}
                self.stdout.write(json.dumps({**answer, "sheet": line.sheet}, ensure_ascii=False))

    def summarise(self, groups):
        counts = Counter(line.verdict for group in groups for line, _ in group)
        for verdict, count in sorted(counts.items()):
            self.stdout.write(f"{verdict}: {count}")
        self.stdout.write("Belum ada yang dimasukkan. Ulangi dengan --wet-run.")
