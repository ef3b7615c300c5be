"""After a case is closed the family is rung: was it served well? (Issue: closing; read as totals alone.)"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from cases.models import Case, CaseChange, SatisfactionCall
from cases.rules import intake
from cases.rules.small_cells import suppressed
from cases.states.case import CaseStatus
from cases.values.casefile import NoteKind
from cases.values.satisfaction import NOT_ASKED, CallResult, Satisfaction

CALL = "cases.ask_satisfaction"
WINDOW = timedelta(days=60)  # afterwards the call would only open old wounds
STILL_OPEN = "Kasus ini belum ditutup. Keluarga ditanya sesudah kasusnya selesai."
ASKED_ALREADY = "Keluarga ini sudah ditanya."
CALLED = "Keluarga ditelepon untuk ditanya kepuasannya: {}."


def waiting(actor, now):
    """Closed cases whose family has not been asked yet, the longest closed first."""
    asked = SatisfactionCall.objects.settled().filter(case=OuterRef("pk"))
    closed = CaseChange.objects.filter(subject=OuterRef("pk"), new_status=CaseStatus.DITUTUP, reason__in=NOT_ASKED)
    cases = Case.objects.visible_to(actor).filter(status=CaseStatus.DITUTUP, status_since__gte=now - WINDOW)
    return cases.filter(~Exists(asked), ~Exists(closed)).order_by("status_since", "pk")


@transaction.atomic
def record(case, *, client_uuid, called_on, result, answer="", suggestion="", by):
    """Write down one call. The line of the case says that it was made, not what was answered. Repeating is one call."""
    by.require(CALL)
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    earlier = SatisfactionCall.objects.filter(pk=client_uuid, case=case).first()
    if earlier:
        return earlier
    if case.status != CaseStatus.DITUTUP:
        raise ValidationError(STILL_OPEN)
    if case.satisfaction_calls.settled().exists():
        raise ValidationError(ASKED_ALREADY)
    call = SatisfactionCall.objects.create(
        pk=client_uuid, case=case, called_on=called_on, result=result, answer=answer, suggestion=suggestion, by=by
    )
    text = CALLED.format(CallResult(result).label)
    intake.add_note(case, client_uuid=client_uuid, text=text, by=by, kind=NoteKind.KONTAK, happened_on=called_on)
    return call


def sums(actor):
    """[answer, how many], as far as the numbers point at nobody."""
    rows = SatisfactionCall.objects.visible_to(actor).answered().order_by().values_list("answer")
    found = dict(rows.annotate(count=Count("pk")))
    cells = suppressed([found.get(answer, 0) for answer in Satisfaction.values])
    return list(zip(Satisfaction.labels, cells, strict=True))
