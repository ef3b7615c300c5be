"""`make run` on a fresh clone, and again."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from django.conf import settings

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.server import fetch, free_port

FRESH, SECOND, PATIENCE = 120, 10, 600
OWN = (
    "DATABASE_URL",
    "REDIS_URL",
    "SITE_URL",
    "DJANGO_SETTINGS_MODULE",
    "DEMO",
    "VIRTUAL_ENV",
    "MAKEFLAGS",
    "MAKELEVEL",
)


def rows(bench):
    if not bench.with_start:
        yield row.missing("make run on a fresh clone (only with --start)", f"≤ {FRESH} s")
        yield row.missing("second start (only with --start)", f"≤ {SECOND} s")
        return
    home = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        clone = home / "clone"
        subprocess.run(["git", "clone", "--quiet", str(settings.BASE_DIR), str(clone)], check=True)
        yield row.at_most("make run on a fresh clone", FRESH, _start(clone), "s")
        yield row.at_most("second start", SECOND, _start(clone), "s")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _start(clone):
    """Seconds until the portal answers; then it is stopped as Ctrl-C would."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in OWN} | {"PORT": str(port)}
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env=env,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, started + PATIENCE)
        return time.monotonic() - started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def _wait(process, port, deadline):
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            if fetch(port, "/")[0] == 200:
                return
        time.sleep(0.1)
    raise SystemExit("make run gave no answer")
