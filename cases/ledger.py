"""Who owes whom an answer: every open coordination this actor may see, the most urgent date first."""

from typing import NamedTuple

from django.db.models import Exists, F, OuterRef

from accounts.models import Agency
from cases.models import Coordination
from cases.paging import capped_counts, short


class Total(NamedTuple):
    """Open and late coordinations of one agency; `late` is '' where none is."""

    agency: Agency
    number: str
    late: str


def entries(actor, *, agency=None, waiting=None):
    """`waiting` is the day before which an answer was due."""
    rows = Coordination.objects.visible_to(actor).open()
    rows = rows.filter(agency=agency) if agency else rows
    rows = rows.overdue(waiting) if waiting else rows
    return rows.select_related("case", "agency").order_by(F("due_on").asc(nulls_last=True), "pk")


def totals(actor, on):
    """The agencies that owe or were asked something, by name."""
    links = Coordination.objects.visible_to(actor).open()
    agencies = list(Agency.objects.filter(Exists(links.filter(agency=OuterRef("pk")))).order_by("name"))
    open_ones = [links.filter(agency=agency) for agency in agencies]
    counts = capped_counts(*open_ones, *(rows.overdue(on) for rows in open_ones))
    return [
        Total(agency, short(number), short(late) if late else "")
        for agency, number, late in zip(agencies, counts, counts[len(agencies) :], strict=False)
    ]
