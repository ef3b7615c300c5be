"""What a kelurahan may do for a family that let it know: find out that there is a report, and give its reporter a code.

It reads nothing of the report, not even who told it: it says whose card lies before it, and hears whether that fits.
"""

from collections import defaultdict

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.access import log_reveal
from cases import report_follow
from cases.models import CasePerson, Person, Report
from cases.values import likeness, record
from lib.clock import today

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
    """{person: reports, the newest first}. A case may hold others, whose families let nobody know: where there are
    several, only who is called as the reporter called him counts. Names stand encrypted, and are compared one by one.
    """
    reports = Report.objects.known_to_kelurahan(actor).distinct().order_by("-received_at", "pk")[:COMPARED]
    by_case, found = defaultdict(list), defaultdict(list)
    for link in CasePerson.objects.filter(case__in=[report.case_id for report in reports]).select_related("person"):
        by_case[link.case_id].append(link.person)
    for report in reports:
        people = by_case[report.case_id]
        for person in people:
            if len(people) == 1 or _is_same(report.person_name, person.name):
                found[person.pk].append(report)
    return found


def renew(person, *, reporter_name, seed, identity_check, by):
    """A new code for the reporter whose card this is. Raises ValidationError, and notes the attempt, where none fits.

    Where he reported more than once, his newest report counts.
    """
    if not by.has_perm(RENEW):
        raise PermissionDenied
    for report in _told_about(by)[person.pk]:
        if _is_same(report.reporter_name, reporter_name):
            return report_follow.reissue(report, seed=seed, identity_check=identity_check, by=by)
    log_reveal(by, person, "kode lacak baru", "nama pelapor tidak cocok")
    raise ValidationError({"reporter_name": NO_MATCH})


def _is_same(told, written):
    """Whether a name that a reporter told may be the one on a card or in the register; no name is nobody's."""
    if not told:
        return False
    kept, shown = (record.read(today(), name=name) for name in (told, written))
    return likeness.judge(kept, shown).decision != likeness.Decision.DIFFERENT
