"""python -m pangkalpinang_pmi.bench.sending: send a thousand due reminders and say how many a second went out."""

import json
import time

import django

django.setup()

from cases.rules.reminders.mailing import send_reminders  # noqa: E402 - Django first

MESSAGES = 1_000

if __name__ == "__main__":
    started = time.perf_counter()
    sent, failed = send_reminders(limit=MESSAGES)
    seconds = time.perf_counter() - started
    if failed or not sent:
        raise SystemExit(f"{sent} sent, {failed} failed")
    print(json.dumps({"rows": sent, "rate": sent / seconds}))
