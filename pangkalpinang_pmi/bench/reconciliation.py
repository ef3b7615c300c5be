"""Another office's list beside a register of full size: who of ours is missing from it, and the page of them."""

import time
import uuid

from django.contrib.auth import get_user

from accounts.acting import acting_as, assignments_of
from cases.models import SheetBatch
from cases.rules.sheets import sheet_piles
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.casework import page_rows, thrown_away
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.bench.pages import sign_in

SECONDS = 10
FACTS = {"sheets_json": "[]", "mapping": {}, "stage": SheetBatch.Stage.CHECKED}


def rows(bench):
    """The list is empty: all who are away are missing from it."""
    with using(bench.large):
        client = sign_in("disnaker")
        by = assignments_of(get_user(client))[0]
        with thrown_away():
            kind = SheetBatch.Kind.RECONCILIATION
            started = time.perf_counter()
            with acting_as(by):
                batch = SheetBatch.objects.create(id=uuid.uuid4(), kind=kind, uploaded_by=by, **FACTS)
                left_out = sheet_piles.add_ours(batch, 0)
            needed = time.perf_counter() - started
            found = left_out + sheet_piles.MOST_OURS
            yield row.at_most(f"reconciliation, only ours: {found:,} told apart", SECONDS, needed, "s")
            path = f"{batch.get_absolute_url()}?bagian={sheet_piles.Pile.OURS}"
            yield from page_rows("reconciliation, only ours", client, path, bench.rounds)
