"""Planning all reminders over the whole register, and sending them to a mail server next door."""

import json
import subprocess
import sys

from aiosmtpd.controller import Controller
from django.conf import settings

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import environment
from pangkalpinang_pmi.bench.server import free_port

PLANNING_SECONDS, PLANNING_MB, SENT_A_SECOND = 60, 300, 100


class Sink:
    """Accepts every message and keeps none."""

    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


def rows(bench):
    planned = _alone("planning", bench.large)
    yield row.at_most(f"planning {planned['rows']:,} reminders", PLANNING_SECONDS, planned["seconds"], "s")
    yield row.at_most("planning reminders, memory", PLANNING_MB, planned["megabytes"], "MB")
    sink = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    sink.start()
    try:
        sent = _alone("sending", bench.large, EMAIL_URL=f"smtp://127.0.0.1:{sink.port}")
    finally:
        sink.stop()
    yield row.at_least(f"sending {sent['rows']:,} messages, one process", SENT_A_SECOND, sent["rate"], "messages/s")


def _alone(module, database, **extra):
    """In a process of its own: its memory is its own too."""
    command = [sys.executable, "-m", f"pangkalpinang_pmi.bench.{module}"]
    done = subprocess.run(
        command, env=environment(database) | extra, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])
