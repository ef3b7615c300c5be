"""python -m pangkalpinang_pmi.bench.planning: plan everything anew and say how long it took and how much it held."""

import json
import resource
import sys
import time

import django

django.setup()

from cases.models import Reminder  # noqa: E402 - Django first
from cases.rules.reminders.reminder import plan_reminders  # noqa: E402
from lib.clock import today  # noqa: E402

UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB here

if __name__ == "__main__":
    Reminder.objects.all()._raw_delete(Reminder.objects.db)
    started = time.perf_counter()
    rows = plan_reminders(today())
    seconds = time.perf_counter() - started
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6
    print(json.dumps({"rows": rows, "seconds": seconds, "megabytes": held}))
