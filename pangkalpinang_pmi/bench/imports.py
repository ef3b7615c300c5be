"""An old spreadsheet of ten thousand people: checked, and entered and taken back, beside a register of full size."""

import json
import subprocess
import sys

from django.conf import settings

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import environment

SECONDS, ENTER_SECONDS, MEGABYTES = 30, 120, 300


def rows(bench):
    """Measured in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "pangkalpinang_pmi.bench.importing"]
    done = subprocess.run(
        command, env=environment(bench.large), cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    what = f"import of {found['rows']:,} rows"
    yield row.at_most(f"{what}: read and check", SECONDS, found["check"], "s")
    yield row.at_most(f"{what}: enter", ENTER_SECONDS, found["enter"], "s")
    yield row.at_most(f"{what}, memory", MEGABYTES, found["megabytes"], "MB")
