"""Another office's list beside our own: in both, only theirs, only ours, and those that somebody must look at.

Matched by passport number, then by name and day of birth as the judge compares them. Nothing of ours is changed.
"""

import json

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Document, Person, SheetBatch, SheetRow
from cases.rules.sheets.sheet_reading import Verdict
from cases.states.journey import AWAY, BEFORE_DEPARTURE, JourneyStatus
from cases.values.choices import DocumentKind
from cases.values.identity import searchable_name

Pile = SheetRow.Pile
MOST_OURS = 5_000
# In SISKOP2MI stands who has registered: of who has only told the RT of a plan, it cannot know.
REGISTERED = BEFORE_DEPARTURE[BEFORE_DEPARTURE.index(JourneyStatus.TERDAFTAR_DISNAKER) :]
COVERED = {
    SheetBatch.Covers.AWAY: AWAY,
    SheetBatch.Covers.PLANNED: REGISTERED,
    SheetBatch.Covers.BOTH: (*REGISTERED, *AWAY),
}
NOBODY = "Baris ini bukan data orang."


def pile_of(line, known):
    """The pile of a row of theirs; '' for rows that hold nobody."""
    if line.record is None:
        return ""
    if known is None:
        return "" if line.verdict == Verdict.SKIP else Pile.THEIRS
    if line.verdict == Verdict.SKIP or _has_that_passport(line.record, known):
        return Pile.BOTH
    return Pile.MAYBE


def _has_that_passport(record, key):
    """The very passport and the whole name: their lists give no more than that."""
    field = Document._meta.get_field("number_index")
    indexes = [index for number in record["passports"] for index in field.candidates(number)]
    papers = Document.objects.filter(person=key, kind=DocumentKind.PASPOR, number_index__in=indexes)
    if not indexes or not papers.exists():
        return False
    names = Person.objects.filter(pk=key).values_list("search_name", flat=True)
    wanted = set(searchable_name(record["name"]).split())
    return any(wanted <= set(name.split()) for name in names)


def add_ours(batch, position):
    """Rows for those of us whom such a list should hold and no row of theirs names; returns how many more there are."""
    named = SheetRow.objects.of(batch).filter(known__isnull=False).values("known")
    ours = Person.objects.filter(merged_into=None, latest_status__in=COVERED[batch.covers]).exclude(pk__in=named)
    shown = list(ours.order_by("pk").values_list("pk", flat=True)[: MOST_OURS + 1])
    left_out = ours.count() - MOST_OURS if len(shown) > MOST_OURS else 0
    SheetRow.objects.bulk_create(
        SheetRow(
            batch=batch,
            position=position + place,
            number=0,
            pile=Pile.OURS,
            known_id=person,
            content_json=json.dumps({"cells": [], "said": [], "record": None}),
        )
        for place, person in enumerate(shown[:MOST_OURS], 1)
    )
    return left_out


def settle(row, *, by, note=""):
    """Tick a row off, with what was done about it. Whoever was first stays."""
    if not row.pile:
        raise ValidationError(NOBODY)
    waiting = SheetRow.objects.filter(pk=row.pk, settled_at=None)
    waiting.update(settled_by=by, settled_at=timezone.now(), settled_note=note[:300])
