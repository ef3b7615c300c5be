"""What a kelurahan does for residents who come home: it is witness to the deed (S08), and calls on them for a year.

Of the case it learns nothing but that (settled: Who sees what; domain.md §3.7, §3.9).
"""

import json
from datetime import timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, DateTimeField, F, TextField, Value
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseLetterPerson, Deadline, Person
from cases.rules.clocks import deadline
from cases.rules.day import SHOWN, Link, Row, Section, day_of
from cases.states.deadline import DeadlineCode
from cases.values.clock_run import end_of_day

CALL_ON = "cases.call_on_returned"
SOON = timedelta(days=7)
VISITS, DEEDS = "Warga pulang yang perlu dikunjungi", "Serah terima yang Anda saksikan"


class HandOver(NamedTuple):
    """When and where a resident is given back to the family, as the approved deed says."""

    person: Person
    on: str
    place: str


def all_visits(actor):
    """Calls that were made included; the most pressing first."""
    clocks = Deadline.objects.visits_of_kelurahan(actor)
    return clocks.select_related("case_person__person__territory").order_by("due_at", "pk")


def visits(actor, on):
    """Calls due within the week, and late ones."""
    return all_visits(actor).running().filter(due_at__lte=end_of_day(on + SOON))


def deeds(actor):
    rows = CaseLetterPerson.objects.awaiting_witness(actor)
    return rows.select_related("letter", "link__person__territory").order_by("letter__issued_on", "pk")


def hand_overs(rows):
    return [
        HandOver(row.link.person, row.letter.body.get("handed_on", ""), row.letter.body.get("at", "")) for row in rows
    ]


def sections(actor, on):
    """The first few of both kinds, in one question; nothing on days without."""
    now, page = timezone.now(), reverse("cases:after_return")
    found = _marked(deeds(actor), name="link__person__name", content="letter__content")
    found = found.union(
        _marked(visits(actor, on), name="case_person__person__name", code="code", due_at="due_at"), all=True
    )
    to_see, to_visit = [], []
    for name, content, key, code, due_at in found:
        if content:
            to_see.append(Row(name, page, _when_and_where(json.loads(content))))
        else:
            to_visit.append(_visit(name, key, code, due_at, now))
    more = Link("Semua warga pulang", page)
    both = ((DEEDS, to_see), (VISITS, to_visit))
    return [Section(title, rows, "", more) for title, rows in both if rows]


def _marked(rows, **paths):
    """The first few, in the columns that both kinds share."""
    empty = {
        "content": Value("", output_field=TextField()),
        "code": Value("", output_field=CharField()),
        "due_at": Value(None, output_field=DateTimeField()),
    }
    columns = {name: F(path) for name, path in paths.items() if name != path}
    rows = rows.annotate(**{name: value for name, value in empty.items() if name not in paths} | columns)
    return rows.values_list("name", "content", "pk", "code", "due_at")[:SHOWN]


def _when_and_where(body):
    return ", ".join(filter(None, (body.get("handed_on"), body.get("at"))))


def _visit(name, key, code, due_at, now):
    url = reverse("cases:record_return_visit", args=[key])
    return Row(name, url, f"{DeadlineCode(code).label}, paling lambat {day_of(due_at)}", due_at < now)


@transaction.atomic
def record_visit(clock, *, by, **facts):
    """The kelurahan has called. It stands in the case, where Disnaker reads it. As `deadline.mark_done` otherwise."""
    if not Deadline.objects.visits_of_kelurahan(by).filter(pk=clock.pk).exists():
        raise PermissionDenied
    return deadline.mark_done(clock, by=by, permission=CALL_ON, **facts)
