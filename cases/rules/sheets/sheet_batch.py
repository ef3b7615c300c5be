"""A spreadsheet from upload to done. A worker does the long parts in small steps, each kept as it ends: one that is
killed is followed by another, which goes on where it stopped."""

import json
import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Assignment
from cases.models import SheetBatch, SheetMapping, SheetRow
from cases.rules.sheets import sheet_check, sheet_import, sheet_known, sheet_piles, sheet_undo
from cases.rules.sheets.sheet_reading import Verdict, layouts
from cases.values.columns import Field
from lib.bulk_copy import copy_rows
from lib.clock import today
from lib.few_collections import few_collections

Stage = SheetBatch.Stage
ONE_NAME = "Pilih satu kolom untuk nama lengkap."
TOO_LATE = "Sudah lewat 7 hari, jadi tidak bisa dibatalkan sekaligus. Perbaiki di halaman warganya."
MOVED_ON = "Berkas ini sudah dikerjakan orang lain. Halaman ini menunjukkan keadaan terbaru."
NOTHING = "Semua barisnya perlu dilihat dulu. Sudah dilihat? Tandai kotaknya, lalu tekan Masukkan lagi."
ROWS_A_STEP, SECONDS = 500, 200
ENTERED = (Verdict.ACCEPT, Verdict.WARN)


@transaction.atomic
def receive(*, client_uuid, kind, file_name, sheets, by, covers=SheetBatch.Covers.AWAY):
    """Keep what was read of an upload; `covers` says whom another office's list is of.

    Repeating a client_uuid returns the first. Raises NoTable without a name.
    """
    earlier = SheetBatch.objects.filter(pk=client_uuid).first()
    if earlier:
        return earlier
    found = layouts(sheets)
    if not found:
        raise sheet_check.NoTable
    prints = {layout.table.fingerprint: list(layout.table.fields) for layout in found}
    remembered = SheetMapping.objects.filter(fingerprint__in=prints)
    mapping = prints | {one.fingerprint: one.fields for one in remembered}
    return SheetBatch.objects.create(
        id=client_uuid,
        kind=kind,
        covers=covers,
        file_name=file_name[:200],
        sheets_json=json.dumps([[name, rows] for name, rows in sheets]),
        mapping=mapping,
        uploaded_by=by,
    )


def is_remembered(batch):
    return SheetMapping.objects.filter(fingerprint__in=batch.mapping).exists()


@transaction.atomic
def start_check(batch, *, mapping, by):
    """Take the columns as chosen, remember them for the next file with these headings, and let a worker look."""
    batch = _locked(batch, Stage.UPLOADED, Stage.CHECKED)
    if any(fields.count(Field.NAME) != 1 for fields in mapping.values()):
        raise ValidationError(ONE_NAME)
    for fingerprint, fields in mapping.items():
        SheetMapping.objects.update_or_create(
            fingerprint=fingerprint, defaults={"fields": list(fields), "chosen_by": by}
        )
    SheetRow.objects.of(batch).delete()
    batch.mapping, batch.newest_person = mapping, sheet_known.newest_key()
    total = sum(1 for layout in layouts(batch.sheets, mapping) for row in layout.rows if _is_below(layout, row))
    return _enter(batch, Stage.CHECKING, total=total)


@transaction.atomic
def confirm(batch, *, with_doubtful, by):
    """Let a worker enter the good rows, and the doubtful ones where the officer has seen and wants them."""
    if SheetBatch.objects.filter(pk=batch.pk, stage__in=(Stage.IMPORTING, Stage.IMPORTED)).exists():
        return batch
    batch = _locked(batch, Stage.CHECKED)
    rows = SheetRow.objects.of(batch)
    total = rows.to_import(with_doubtful).count()
    if not total and rows.to_import(with_doubtful=True).exists():
        raise ValidationError(NOTHING)
    batch.with_doubtful, batch.decided_by = with_doubtful, by
    return _enter(batch, Stage.IMPORTING, total=total)


@transaction.atomic
def undo(batch, *, by):
    """Let a worker take all of it back, save what somebody has worked on since."""
    if SheetBatch.objects.filter(pk=batch.pk, stage__in=(Stage.UNDOING, Stage.UNDONE)).exists():
        return batch
    batch = _locked(batch, Stage.IMPORTED)
    if not batch.may_be_undone:
        raise ValidationError(TOO_LATE)
    batch.decided_by = by
    return _enter(batch, Stage.UNDOING, total=SheetRow.objects.of(batch).filter(outcome__in=sheet_import.OURS).count())


@transaction.atomic
def discard(batch):
    """Throw a file away of which nothing was entered."""
    _locked(batch, Stage.UPLOADED, Stage.CHECKED).delete()


def worker_for(pk):
    """In whose name a worker acts on a batch: who said go on, else who brought it."""
    holders = SheetBatch.objects.filter(pk=pk).values_list("decided_by", "uploaded_by").first() or (None, None)
    return Assignment.objects.with_office().filter(pk=holders[0] or holders[1]).first()


@few_collections()
def run(pk, *, seconds=SECONDS):
    """Work on a batch until it needs nobody any more, or time is up. Returns True where there is more to do."""
    until = time.monotonic() + seconds
    batch = SheetBatch.objects.without_sheets().filter(pk=pk).first()
    if batch is None or not batch.is_running:
        return False
    if batch.stage == Stage.CHECKING:
        return _check(batch, until)
    step = sheet_import.enter_some if batch.stage == Stage.IMPORTING else sheet_undo.take_back_some
    after = Stage.IMPORTED if batch.stage == Stage.IMPORTING else Stage.UNDONE
    while time.monotonic() < until:
        with transaction.atomic():
            mine = _mine(pk)
            if mine.stage != batch.stage:
                return mine.is_running
            count = step(mine, ROWS_A_STEP)
            if not count:
                mine.imported_at = mine.imported_at or timezone.now()
                _enter(mine, after, total=mine.done)
                return False
            _progress(mine, mine.done + count)
    return True


def _check(batch, until):
    """Read on where the last worker stopped; two at once do not hurt, for only one of them counts the next rows."""
    on, begun = today(), batch.done
    found = layouts(batch.sheets, batch.mapping)
    position = begun
    for group in sheet_check.check(found, on, skip=begun):
        with transaction.atomic():
            mine = _mine(batch.pk)
            if (mine.stage, mine.done) != (Stage.CHECKING, position):
                return mine.is_running
            _keep(mine, group, position)
            position += len(group)
            _progress(mine, position)
        if time.monotonic() > until:
            return True
    with transaction.atomic():
        mine = _mine(batch.pk)
        if (mine.stage, mine.done) == (Stage.CHECKING, position):
            if mine.kind == SheetBatch.Kind.RECONCILIATION:
                mine.ours_left_out = sheet_piles.add_ours(mine, position)
            _enter(mine, Stage.CHECKED, total=position, done=position)
    return False


def _keep(batch, group, position):
    piles = batch.kind == SheetBatch.Kind.RECONCILIATION
    wanted = {} if piles else {place: one.record for place, (one, *_) in enumerate(group) if one.verdict in ENTERED}
    visits = sheet_import.asking_for_visits(wanted)
    copy_rows(
        SheetRow(
            batch=batch,
            position=position + place,
            sheet=line.sheet[:100],
            number=line.number,
            verdict=line.verdict,
            pile=sheet_piles.pile_of(line, known) if piles else "",
            known_id=known,
            owes_visit=place in visits,
            content_json=json.dumps(_content(line, alike)),
        )
        for place, (line, known, alike) in enumerate(group)
    )


def _content(line, alike):
    found = [sheet_known.noted(one) for one in alike]
    return {"cells": line.cells, "said": line.said, "record": line.record, "alike": found}


def _is_below(layout, row):
    return row[0] > layout.table.header_row


def _locked(batch, *stages):
    batch = SheetBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.stage not in stages:
        raise ValidationError(MOVED_ON)
    return batch


def _mine(pk):
    """The batch, ours until the end of this transaction; what stood in the file is not read for each step."""
    return SheetBatch.objects.without_sheets().select_for_update(of=("self",)).get(pk=pk)


def _enter(batch, stage, *, total, done=0):
    batch.stage, batch.total, batch.done, batch.touched_at = stage, total, done, timezone.now()
    batch.save()
    return batch


def _progress(batch, done):
    batch.done, batch.touched_at = done, timezone.now()
    batch.save(update_fields=["done", "touched_at"])
