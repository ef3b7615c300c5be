"""A place that a family wrote in its thread: an officer takes it over into the case with one press, or leaves it.

Never by itself: who reports may be the one whom somebody fled from, and a place decides where people are sent.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime

from cases.models import CasePerson, FamilyPlace, ReportMessage
from cases.rules.casework import casefile

MOST = 10
TAKE = "cases.move_case_person"
DECIDED = "Tempat ini sudah diputuskan. Halaman ini menunjukkan keputusannya."
NOT_IN_THIS_CASE = "Pilih orang dalam kasus laporan ini."
WHY = "Sumber: keluarga, dalam percakapan laporan, {at:%d/%m/%Y %H.%M} WIB."


@transaction.atomic
def decide(message, *, link, seen, by):
    """Take the place over for one person of the case, or, without a `link`, leave it. Pressing twice changes nothing.

    `seen` is the version of the person that the page showed. Raises ValidationError where somebody was faster.
    """
    by.require(TAKE)
    message = (
        ReportMessage.objects.select_for_update(of=("self",), no_key=True).select_related("report").get(pk=message.pk)
    )
    earlier = FamilyPlace.objects.filter(message=message).first()
    if earlier and earlier.link_id == (link and link.pk):
        return earlier
    if earlier:
        raise ValidationError(DECIDED)
    if link and link.case_id != message.report.case_id:
        raise ValidationError(NOT_IN_THIS_CASE)
    before = CasePerson.objects.values_list("place", flat=True).get(pk=link.pk) if link else ""
    decision = FamilyPlace.objects.create(message=message, link=link, before=before, by=by)
    if link:
        why = WHY.format(at=localtime(message.sent_at))
        casefile.edit_person(link, seen=seen, why=why, by=by, place=message.place)
    return decision


def persons_for(report, thread, actor):
    """Whose place it may become, where something in this thread waits for a decision."""
    waits = any(m.place and m.by_id is None and not hasattr(m, "decision") for m in thread)
    if not waits or report.case_id is None:
        return []
    return list(CasePerson.objects.visible_to(actor).filter(case=report.case_id).select_related("person")[:MOST])


def taken_over(link, actor):
    """The places of one person that came from the family, the newest first."""
    rows = FamilyPlace.objects.visible_to(actor).filter(link=link)
    return rows.select_related("message", "by__user")
