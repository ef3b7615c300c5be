"""What a kelurahan may do for a family that let it know: find out that there is a report, and give its reporter a code.

It reads nothing of the report, not even who told it: it says whose card lies before it, and hears whether that fits.
"""

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.access import log_reveal
from cases import report_follow
from cases.models import Person, Report
from cases.values import likeness, record
from lib.clock import today

RENEW = "cases.renew_follow_code"
NO_MATCH = (
    "Nama itu tidak cocok dengan laporan yang bisa diberi kode di sini. Minta pelapor datang ke kantor Disnaker dengan "
    "membawa KTP."
)


def reported_people(actor):
    """Residents of this kelurahan about whom there is a report that it may know of."""
    told = Report.objects.known_to_kelurahan(actor).values("case__persons__person")
    return Person.objects.visible_to(actor).filter(pk__in=told).select_related("territory").order_by("name", "pk")


def renew(person, *, reporter_name, seed, identity_check, by):
    """A new code for the reporter whose card this is. Raises ValidationError, and notes the attempt, where none fits.

    Where he reported more than once, his newest report counts.
    """
    if not by.has_perm(RENEW):
        raise PermissionDenied
    reports = Report.objects.known_to_kelurahan(by).filter(case__persons__person=person).order_by("-received_at", "pk")
    for report in reports.distinct():
        if _is_same(report.reporter_name, reporter_name):
            return report_follow.reissue(report, seed=seed, identity_check=identity_check, by=by)
    log_reveal(by, person, "kode lacak baru", "nama pelapor tidak cocok")
    raise ValidationError({"reporter_name": NO_MATCH})


def _is_same(told, on_card):
    """A report without a name belongs to nobody who could show a card."""
    if not told:
        return False
    kept, shown = (record.read(today(), name=name) for name in (told, on_card))
    return likeness.judge(kept, shown).decision != likeness.Decision.DIFFERENT
