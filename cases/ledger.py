"""Who owes whom an answer: every open coordination this actor may see, the most urgent date first."""

from django.db.models import Count, F, Q

from cases.models import Coordination
from cases.states.coordination import WAITING_FOR_AGENCY


def entries(actor, *, agency=None, waiting=None):
    """`waiting` is the day before which an answer was due."""
    rows = Coordination.objects.visible_to(actor).open()
    rows = rows.filter(agency=agency) if agency else rows
    rows = rows.overdue(waiting) if waiting else rows
    return rows.select_related("case", "agency").order_by(F("due_on").asc(nulls_last=True), "pk")


def totals(actor, on):
    """Open and late coordinations per agency."""
    late = Q(status__in=WAITING_FOR_AGENCY, due_on__lt=on)
    rows = Coordination.objects.visible_to(actor).open().order_by().values("agency", "agency__name")
    return rows.annotate(number=Count("pk"), late=Count("pk", filter=late)).order_by("agency__name")
