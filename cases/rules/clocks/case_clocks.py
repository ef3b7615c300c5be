"""The running deadlines of one case, as its page shows them."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from cases.models import Deadline

MOST = 40
SHOWN = ("pk", "code", "coordination_id", "case_person_id", "letter_id", "holder", "started_at", "due_at", "paused_at")
MOMENTS = ("started_at", "due_at", "paused_at")


class Clock(NamedTuple):
    """One running deadline: what, about whom, and how it stands."""

    row: Deadline
    about: str
    is_late: bool
    is_today: bool


def with_clocks(cases, actor):
    """Cases that bring their clocks along: a page has only so many questions (contract §6)."""
    rows = _open(actor).filter(case=OuterRef("pk")).values(row=JSONObject(**{name: name for name in SHOWN}))
    return cases.annotate(clock_rows=ArraySubquery(rows[:MOST]))


def clocks_of(case, actor, now, persons, coordinations, letters):
    """What runs, the most pressing first, then what stands still. The names are loaded already."""
    agencies = {link.pk: link.agency.name for link in coordinations}
    names = {link.pk: link.person.name for link in persons}
    kinds = {letter.key: letter.name for letter in letters}
    found = getattr(case, "clock_rows", None)
    rows = _open(actor).filter(case=case)[:MOST] if found is None else map(_row, found)
    return [
        Clock(
            row,
            agencies.get(row.coordination_id) or names.get(row.case_person_id) or kinds.get(row.letter_id, ""),
            row.is_late(now),
            row.due_on == timezone.localdate(now),
        )
        for row in rows
    ]


def _open(actor):
    return Deadline.objects.visible_to(actor).open().order_by(F("paused_at").asc(nulls_first=True), "due_at")


def _row(found):
    moments = {name: datetime.fromisoformat(found[name]) for name in MOMENTS if found[name]}
    return Deadline(**found | moments)
