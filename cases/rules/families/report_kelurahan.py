"""What a kelurahan may do for a family that let it know: find out that there is a report, and give its reporter a code.

It reads nothing of the report, not even who told it: it says whose card lies before it, and hears whether that fits.
"""

from collections import defaultdict

from django.core.exceptions import ValidationError

from accounts.access import log_reveal
from cases.models import CasePerson, Person, Report
from cases.rules.families import report_follow
from cases.rules.families.told_about import is_same_name, told_about

COMPARED = 300
RENEW = "cases.renew_follow_code"
NO_MATCH = (
    "Nama itu tidak cocok dengan laporan yang bisa diberi kode di sini. Minta pelapor datang ke kantor Disnaker dengan "
    "membawa KTP."
)


def reported_people(actor):
    """Residents of this kelurahan about whom there is a report that it may know of."""
    people = Person.objects.visible_to(actor).filter(pk__in=_told_about(actor))
    return people.select_related("territory").order_by("name", "pk")


def _told_about(actor):
    """{person: reports, the newest first}; who else is in such a case is not told (cases.rules.families.told_about)."""
    reports = Report.objects.known_to_kelurahan(actor).distinct().order_by("-received_at", "pk")[:COMPARED]
    by_case, found = defaultdict(list), defaultdict(list)
    for link in CasePerson.objects.filter(case__in=[report.case_id for report in reports]).select_related("person"):
        by_case[link.case_id].append(link)
    for report in reports:
        for link in told_about(report, by_case[report.case_id]):
            found[link.person_id].append(report)
    return found


def renew(person, *, reporter_name, seed, identity_check, by):
    """A new code for the reporter whose card this is. Raises ValidationError, and notes the attempt, where none fits.

    Where he reported more than once, his newest report counts.
    """
    by.require(RENEW)
    for report in _told_about(by)[person.pk]:
        if is_same_name(report.reporter_name, reporter_name):
            return report_follow.reissue(report, seed=seed, identity_check=identity_check, by=by)
    log_reveal(by, person, "kode lacak baru", "nama pelapor tidak cocok")
    raise ValidationError({"reporter_name": NO_MATCH})
