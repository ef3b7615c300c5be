import json
from collections import Counter
from pathlib import Path
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError

from accounts.acting import acting_as, assignments_of, system_actor
from accounts.models import User
from cases.forms.sheets.sheet import WHY
from cases.models import SheetBatch, SheetRow
from cases.rules.sheets import sheet_batch, sheet_check
from lib.clock import today
from lib.spreadsheet import apart
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
        parser.add_argument("--wet-run", action="store_true", help="enter the good and the doubtful rows")
        parser.add_argument(
            "--as", dest="username", help="user in whose office they are entered; else the office Sistem"
        )

    def handle(self, *, file, report, wet_run, username, **options):
        data = self.read(file)
        try:
            if wet_run and not report:
                self.enter(Path(file).name, data, username)
                return
            groups = sheet_check.check(sheet_check.open_sheets(data), today())
            if report:
                self.report(groups)
            else:
                self.summarise(groups)
        except Refused as refused:
            raise CommandError(WHY[refused.refusal]) from None
        except sheet_check.NoTable as error:
            raise CommandError(str(error)) from None

    def enter(self, name, data, username):
        by = self.actor(username)
        with acting_as(by):
            batch = sheet_batch.receive(
                client_uuid=uuid4(), kind=SheetBatch.Kind.IMPORT, file_name=name, sheets=apart.read(data), by=by
            )
            sheet_batch.start_check(batch, mapping=batch.mapping, by=by)
            while sheet_batch.run(batch.pk):
                pass
            sheet_batch.confirm(batch, with_doubtful=True, by=by)
            while sheet_batch.run(batch.pk):
                pass
        for outcome, count in sorted(SheetRow.objects.of(batch).counts("outcome").items()):
            self.stdout.write(f"{outcome or 'tidak dimasukkan'}: {count}")
        self.stdout.write(f"Lihat dan batalkan di {batch.get_absolute_url()}")

    def actor(self, username):
        if not username:
            return system_actor()
        user = User.objects.filter(username=username).first()
        held = [one for one in assignments_of(user) if one.has_perm("cases.import_people")] if user else []
        if not held:
            raise CommandError(f"{username} tidak memegang jabatan yang boleh mengimpor.")
        return held[0]

    def read(self, file):
        try:
            return Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None

    def report(self, groups):
        for group in groups:
            for line, *_ in group:
                answer = {"row": line.number, "verdict": line.verdict, "warnings": line.said, "person": line.record}
                self.stdout.write(json.dumps({**answer, "sheet": line.sheet}, ensure_ascii=False))

    def summarise(self, groups):
        counts = Counter(line.verdict for group in groups for line, *_ in group)
        for verdict, count in sorted(counts.items()):
            self.stdout.write(f"{verdict}: {count}")
        self.stdout.write("Belum ada yang dimasukkan. Ulangi dengan --wet-run.")
