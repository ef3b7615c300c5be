"""Who recruited: written down by the team of a case, and where else the same number was named (domain.md §9 row 11).

One case learns of another only through a number, and only where this reader is in the team of both; no name of another
case's person travels with it.
"""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Case, OfferQuestion, RecruiterMention, Report
from cases.rules.casework.tppo import is_close

NAME = "cases.name_recruiter"
NOTHING = "Isi namanya atau nomor HP-nya."
SHOWN = 20


class Mention(NamedTuple):
    row: RecruiterMention
    cases: list  # others that name the same number
    offers: list  # questions about an offer from the same number


def record(case, *, client_uuid, by, name="", phone="", told):
    """One more mention. Repeating a client_uuid returns the first."""
    if not by.has_perm(NAME) or not is_close(case, by):
        raise PermissionDenied
    if not name and not phone:
        raise ValidationError(NOTHING)
    try:
        with transaction.atomic():
            return RecruiterMention.objects.create(id=client_uuid, case=case, by=by, name=name, phone=phone, told=told)
    except IntegrityError:
        return RecruiterMention.objects.get(pk=client_uuid)


def withdraw(mention, *, by):
    """It was somebody else, or not true: it stays to be read, and speaks for no other case any more."""
    if not by.has_perm(NAME) or not is_close(mention.case, by):
        raise PermissionDenied
    RecruiterMention.objects.standing().filter(pk=mention.pk).update(withdrawn_by=by, withdrawn_at=timezone.now())


def of_case(case, actor):
    """All mentions of one case, each with where else its number was named; however many, in three questions."""
    mine = RecruiterMention.objects.visible_to(actor).filter(case=case)
    rows = list(mine.select_related("by__user", "by__office", "withdrawn_by__user")[:SHOWN])
    numbers = {row.phone_index for row in rows if row.phone_index and not row.withdrawn_at}
    cases, offers = _cases_naming(numbers, case, actor), _offers_naming(numbers, actor)
    return [
        Mention(row, cases.get(row.phone_index, []), offers.get(row.phone_index, []))
        if not row.withdrawn_at
        else Mention(row, [], [])
        for row in rows
    ]


def cases_naming(phone, actor):
    """The cases of this reader's teams in which somebody named this number."""
    named = RecruiterMention.objects.visible_to(actor).standing().of_phone(phone)
    return Case.objects.visible_to(actor).filter(pk__in=named.values("case")).order_by("-pk")[:SHOWN]


def in_reports(case, actor):
    """What families wrote about it, in their own words."""
    reports = Report.objects.visible_to(actor).filter(case=case).order_by("received_at", "pk")[:SHOWN]
    return [report for report in reports if report.recruiter]


def _cases_naming(numbers, case, actor):
    others = RecruiterMention.objects.visible_to(actor).standing().filter(phone_index__in=numbers).exclude(case=case)
    found = {}
    for index, *named in (
        others.values_list("phone_index", "case__number").order_by("-case").distinct()[: SHOWN * SHOWN]
    ):
        found.setdefault(index, []).extend(named)
    return found


def _offers_naming(numbers, actor):
    found = {}
    offers = OfferQuestion.objects.visible_to(actor).filter(recruiter_phone_index__in=numbers)
    for offer in offers.order_by("-asked_at", "pk")[:SHOWN]:
        found.setdefault(offer.recruiter_phone_index, []).append(offer)
    return found
