"""One deed of hand-over for each of seventy who came home in one night: numbers and files, in a worker."""

import json
import subprocess
import sys

from django.conf import settings

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import environment

LETTERS, SECONDS = 70, 10


def rows(bench):
    """Measured in a process of its own, as a worker is one."""
    command = [sys.executable, "-m", "pangkalpinang_pmi.bench.lettering"]
    done = subprocess.run(
        command, env=environment(bench.large), cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    if found["rows"] != LETTERS:
        yield row.missing(f"letters for {LETTERS} people", f"≤ {SECONDS} s")
    else:
        yield row.at_most(f"letters for {found['rows']} people, in a worker", SECONDS, found["issue"], "s")
