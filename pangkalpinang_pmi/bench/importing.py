"""python -m pangkalpinang_pmi.bench.importing: import a file of ten thousand people and say how long it took and how
much it held. Ends by throwing everything away."""

import json
import random
import resource
import subprocess
import sys
import time
import uuid
from datetime import date, timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django first

from accounts import territory_list  # noqa: E402
from accounts.acting import acting_as, system_actor  # noqa: E402
from cases.models import SheetBatch, SheetRow  # noqa: E402
from cases.rules.sheets import sheet_batch  # noqa: E402
from lib.spreadsheet import apart  # noqa: E402
from lib.spreadsheet.write import xlsx  # noqa: E402
from pangkalpinang_pmi.invented.names import invent_name  # noqa: E402
from pangkalpinang_pmi.invented.numbers import make_nik, make_passport, make_phone  # noqa: E402

UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB here
ROWS, SEED, FIRST_SERIAL = 10_000, 1971, 7_000_000
FILE = "file"
HEADER = ("No", "Nama Lengkap", "NIK", "TTL", "L/P", "Alamat", "RT/RW", "Kelurahan", "No HP", "Negara", "Pekerjaan")
HEADER += ("No Paspor", "P3MI", "Tgl Berangkat", "Status", "Ket")


def invented_rows(count):
    rng = random.Random(SEED)  # nosec B311 # invented people, no secrets
    wards = [name for code, name in territory_list.read() if code.count(".") == 3]
    yield HEADER
    for number in range(count):
        sex = rng.choice(("LAKI_LAKI", "PEREMPUAN"))
        born = date(1975, 1, 1) + timedelta(days=rng.randrange(10_000))
        nik = make_nik(born, female=sex == "PEREMPUAN", kecamatan="05", serial=1 + number % 9_998)
        name, phone = invent_name(rng, sex).official, make_phone(FIRST_SERIAL + number)
        passport = make_passport(FIRST_SERIAL + number)
        yield (number, name, nik, f"Pangkalpinang, {born:%d/%m/%Y}", sex[0], f"Jl. Melati {number}", "003/002",
               rng.choice(wards), phone, rng.choice(("Malaysia", "Hongkong", "Taiwan")), "buruh pabrik", passport,
               "PT Contoh", "12/01/2023", "Di luar negeri", "")  # fmt: skip


def written_elsewhere():
    """The file, as somebody else made it: what that took is not held by whoever imports it."""
    return subprocess.run([sys.executable, "-m", __spec__.name, FILE], check=True, stdout=subprocess.PIPE).stdout


def measure():
    data = written_elsewhere()
    by = system_actor()
    with acting_as(by), transaction.atomic():
        started = time.perf_counter()
        batch = sheet_batch.receive(
            client_uuid=uuid.uuid4(), kind="IMPORT", file_name="bench.xlsx", sheets=apart.read(data), by=by
        )
        sheet_batch.start_check(batch, mapping=batch.mapping, by=by)
        while sheet_batch.run(batch.pk):
            pass
        checked = time.perf_counter()
        sheet_batch.confirm(batch, with_doubtful=True, by=by)
        while sheet_batch.run(batch.pk):
            pass
        entered = time.perf_counter()
        outcomes = SheetRow.objects.of(batch).counts("outcome")
        stage = SheetBatch.objects.get(pk=batch.pk).stage
        transaction.set_rollback(True)
    # The file is read in a process of its own, which has ended before the worker begins: the larger of the two counts.
    held = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    times = {"check": checked - started, "enter": entered - checked, "megabytes": held * UNIT / 1e6}
    return {"rows": ROWS, "stage": stage, "outcomes": outcomes, **times}


if __name__ == "__main__":
    if FILE in sys.argv:
        sys.stdout.buffer.write(xlsx(invented_rows(ROWS)))
    else:
        print(json.dumps(measure()))
