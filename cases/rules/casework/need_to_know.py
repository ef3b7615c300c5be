"""Shutting somebody out of a case, and opening it all the same when a life depends on it (domain.md §8, §9 row 10)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.access import log_reveal
from accounts.models import Assignment, Role, kelurahan_code
from cases.models import Case, CaseConflict, CasePerson, EmergencyAccess, Reminder, Report
from cases.models.scope import WHOLE_CITY
from lib.clock import today

OPEN_FOR, SHOWN = timedelta(hours=4), 20
CASE_READERS = (*WHOLE_CITY, Role.DINSOS, Role.BP3MI)
STILL_ANSWERS = "{} masih penanggung jawab kasus ini. Ganti dulu penanggung jawabnya."
NOBODY_LEFT = "Sesudah ini tidak ada lagi petugas Disnaker yang bisa menangani kasus ini."
NOT_SHUT = "Tidak ada kasus dengan nomor ini yang tertutup untuk Anda. Periksa lagi nomornya."


def candidates(case, on):
    """Who holds an office that reads cases, or one of the kelurahan where somebody in this case lives: where the
    family lets it know, its officers learn that there is a report.
    """
    homes = CasePerson.objects.filter(case=case).values_list("person__territory__code", flat=True)
    at_home = Q(office__role=Role.KELURAHAN, office__territory__code__in={kelurahan_code(code) for code in homes})
    holders = Assignment.objects.active(on).filter(Q(office__role__in=CASE_READERS) | at_home)
    return holders.exclude(office__is_machine=True).with_office().order_by("user__first_name", "pk")


@transaction.atomic
def shut_out(case, holder, *, household=(), reason, by):
    """Let a person not see this case any more, in whatever office, nor those of his `household` who hold one.

    All of them or none. Doing it twice changes nothing.
    """
    by.require("cases.shut_out")
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    first = _shut_out(case, holder, "holder", reason, by)
    for member in household:
        _shut_out(case, member, "household", reason, by)
    return first


def _shut_out(case, holder, field, reason, by):
    earlier = CaseConflict.objects.in_force().filter(case=case, user=holder.user_id).first()
    if earlier:
        return earlier
    if case.handler.user_id == holder.user_id:
        raise ValidationError({field: STILL_ANSWERS.format(holder.user)})
    shut = CaseConflict.objects.in_force().filter(case=case).values("user")
    left = Assignment.objects.active(today()).filter(office__role__in=WHOLE_CITY).exclude(user__in=shut)
    if not left.exclude(user=holder.user_id).exists():
        raise ValidationError({field: NOBODY_LEFT})
    return CaseConflict.objects.create(case=case, user_id=holder.user_id, reason=reason, added_by=by)


def codes_to_renew(case, actor):
    """Reports whose four words somebody had in his hands who is shut out now: with them he reads and writes on as the
    reporter. A new code ends that.
    """
    shut = CaseConflict.objects.in_force().filter(case=case).values("user")
    reports = Report.objects.visible_to(actor).filter(case=case, receipt_hash__isnull=False)
    return reports.alias(knows=Coalesce("code_renewed_by__user", "taken_by__user")).filter(knows__in=shut)[:SHOWN]


def may_lift(conflict, by, heads):
    """The head decides. Where others shut out the head herself, it is an officer who did not name her."""
    if by.has_perm("cases.lift_conflict"):
        return by.user_id != conflict.user_id
    named_by = conflict.added_by.user_id
    return by.has_perm("cases.shut_out") and conflict.user_id in heads - {named_by} and by.user_id != named_by


def heads():
    """The users who are head of Disnaker today."""
    return set(Assignment.objects.active(today()).filter(office__role=Role.KADIS).values_list("user", flat=True))


def lift(conflict, *, by):
    """The row stays: who was shut out, and until when."""
    if not may_lift(conflict, by, heads()):
        raise PermissionDenied
    CaseConflict.objects.in_force().filter(pk=conflict.pk).update(lifted_by=by, lifted_at=timezone.now())


@transaction.atomic
def open_in_emergency(*, client_uuid, number, reason, by):
    """Open a case that is shut to this user, for some hours. Repeating a client_uuid opens nothing twice.

    The reason stands in the access log at once, and the head is told on her day and by a message.
    """
    by.require("cases.break_glass")
    earlier = EmergencyAccess.objects.filter(pk=client_uuid, by=by).first()
    if earlier:
        return earlier
    shut = CaseConflict.objects.in_force().filter(user=by.user_id, case__number=number.strip().upper())
    conflict = shut.select_related("case").first()
    if conflict is None:
        raise ValidationError({"number": NOT_SHUT})
    access = EmergencyAccess.objects.create(
        id=client_uuid, case=conflict.case, by=by, reason=reason, ends_at=timezone.now() + OPEN_FOR
    )
    log_reveal(by, conflict.case, "darurat", reason)
    rule = Reminder.Rule.EMERGENCY_ACCESS
    for head in Assignment.objects.active(today()).filter(office__role=Role.KADIS):
        Reminder.objects.create(rule=rule, emergency_access=access, due_on=today(), recipient=head)
    return access


def to_review(actor):
    return EmergencyAccess.objects.to_review_by(actor)


def review(access, *, by, ends=False):
    """The head has read it; with `ends`, the case shuts again now."""
    by.require("cases.review_emergency_access")
    now = timezone.now()
    EmergencyAccess.objects.unread().filter(pk=access.pk).update(read_by=by, read_at=now)
    if ends:
        EmergencyAccess.objects.running().filter(pk=access.pk).update(ends_at=now)
