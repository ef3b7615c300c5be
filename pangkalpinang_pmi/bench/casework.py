"""A case with a long history, and seventy people who move together. Done in a transaction, and thrown away."""

import time
import uuid
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.acting import acting_as, assignments_of
from cases.models import Case, CasePerson
from cases.rules import intake
from cases.rules.casework import group_event
from cases.rules.moving_together import move_together
from cases.states.case_person import CasePersonStatus
from cases.values.choices import Source
from lib.clock import today
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.clock import measure, p95
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.bench.pages import QUERIES, SECONDS_MS, UNCOUNTED, sign_in

ENTRIES, TOGETHER, SECONDS = 500, 70, 2
STAMP_ENDS = ", true); "


def rows(bench):
    with using(bench.large):
        client = sign_in("disnaker")
        by = assignments_of(get_user(client))[0]
        yield from _long_history(client, by, bench.rounds)
        yield row.at_most(f"{TOGETHER} people move together", SECONDS, _move_together(by), "s")


def _long_history(client, by, rounds):
    with thrown_away():
        case = Case.objects.visible_to(by).order_by("-pk").first()
        with acting_as(by):
            for number in range(ENTRIES):
                intake.add_note(case, client_uuid=uuid.uuid4(), text=f"Catatan {number}", by=by)
        yield from page_rows(f"one case with {ENTRIES} entries", client, case.get_absolute_url(), rounds)


def page_rows(what, client, path, rounds):
    """How a page answers that only this transaction knows."""

    def ask(_):
        answer = client.get(path, secure=settings.SITE_IS_HTTPS)
        assert answer.status_code == 200  # nosec B101 # an error page would be quick

    times = measure(ask, range(rounds))
    with CaptureQueriesContext(connection) as captured:
        ask(None)
    # Inside our transaction the savepoint of a request carries the stamp of who acts; neither counts (contract).
    said = [query["sql"].rpartition(STAMP_ENDS)[2] for query in captured]
    counted = [sql for sql in said if not sql.startswith(UNCOUNTED)]
    yield row.at_most(f"{what}: p95", SECONDS_MS, p95(times), "ms")
    yield row.at_most(f"{what}: queries", QUERIES, len(counted), "queries")


def _move_together(by):
    """Seconds for all of them, in one transaction."""
    with thrown_away(), acting_as(by):
        links = CasePerson.objects.visible_to(by).filter(
            status=CasePersonStatus.DALAM_PENCARIAN, group=None, case__in=Case.objects.open()
        )
        numbers = list(links.order_by("case").values_list("case__number", flat=True).distinct()[:TOGETHER])
        group = group_event.make(client_uuid=uuid.uuid4(), by=by, name="Rombongan contoh", happened_on=today())
        group_event.bring_in(group, numbers, by=by)
        members = CasePerson.objects.filter(group=group, status=CasePersonStatus.DALAM_PENCARIAN).order_by("pk")
        seen = dict(members.values_list("pk", "status")[:TOGETHER])
        step = {"happened_on": today(), "source": Source.PERWAKILAN, "note": "Lokasi diketahui."}
        step["said_by"] = "Petugas konsuler, lewat telepon"
        started = time.perf_counter()
        moved = move_together(group, seen, CasePersonStatus.LOKASI_DIKETAHUI, by=by, client_uuid=uuid.uuid4(), **step)
        needed = time.perf_counter() - started
    assert moved == TOGETHER  # nosec B101 # fewer would be quicker
    return needed


@contextmanager
def thrown_away():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
