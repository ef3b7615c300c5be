"""Putting people into offices and letting their terms end. What hangs on an office stays with the office."""

from importlib import import_module

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from accounts import confirmation
from accounts.access import log_account, reference
from accounts.models import ONE_HOLDER, Assignment, Office

NAME_AN_HEIR = "Masih ada kasus P1 atau P2 yang dipegang orang ini. Pilih siapa yang meneruskannya."


@transaction.atomic
def assign(user, office, *, by, starts_on, ends_on=None, sk_number="", is_acting=False):
    """Give the office to the user from `starts_on` to the end of `ends_on`. Two heads of one RT are refused.

    Nobody gives an office to himself: the administrator's own way to the cases leads through somebody else.
    """
    if user.pk == by.user_id:
        raise PermissionDenied
    # The lock lets two clerks who fill the same post at once find each other.
    office = Office.objects.select_for_update(of=("self",), no_key=True).visible_to(by).filter(pk=office.pk).first()
    if office is None:
        raise PermissionDenied
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": "Tanggal selesai harus sesudah tanggal mulai."})
    at_once = during(starts_on, ends_on)
    if office.assignments.filter(at_once, user=user).exists():
        raise ValidationError("Orang ini sudah memegang jabatan itu pada masa yang sama.")
    others = office.assignments.filter(at_once, is_acting=False, user__is_active=True)
    if office.role in ONE_HOLDER and not is_acting and others.exists():
        raise ValidationError("Jabatan ini masih dipegang orang lain. Akhiri dulu masa jabatannya, atau tandai Plt.")
    made = Assignment.objects.create(
        user=user,
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
        sk_number=sk_number,
        is_acting=is_acting,
        awaits_confirmation=confirmation.is_needed(office.role, by),
    )
    log_account(by, user, f"diberi jabatan {reference(office)}")
    return made


def during(starts_on, ends_on):
    """Terms that share at least one day with this span."""
    not_over = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    return not_over & Q(starts_on__lte=ends_on) if ends_on else not_over


@transaction.atomic
def end(assignment, *, by, on, reason, heir=None):
    """Let the term end with that day. It is never made longer, and nobody ends his own.

    While its holder answers for something urgent, somebody must be named who takes it: `heir`.
    """
    locked = Assignment.objects.select_for_update(of=("self",), no_key=True).visible_to(by)
    assignment = locked.filter(pk=assignment.pk).exclude(user=by.user).first()
    if assignment is None:
        raise PermissionDenied
    if on < assignment.starts_on:
        raise ValidationError({"on": f"Masa jabatan ini baru mulai {assignment.starts_on:%d/%m/%Y}."})
    if assignment.ends_on and assignment.ends_on < on:
        raise ValidationError({"on": f"Masa jabatan ini sudah berakhir {assignment.ends_on:%d/%m/%Y}."})
    if heir:
        work_in_hand().pass_on(assignment, heir, by=by, on=on)
    elif work_in_hand().urgent_work(assignment):
        raise ValidationError({"heir": NAME_AN_HEIR})
    assignment.ends_on, assignment.end_reason = on, reason
    assignment.save(update_fields=["ends_on", "end_reason"])
    log_account(by, assignment.user, f"jabatan {reference(assignment.office)} diakhiri")
    return assignment


def work_in_hand():
    """The module that knows what a holder carries (decision 10): `urgent_work`, `heirs`, `heirs_from`, `pass_on`."""
    return import_module(settings.WORK_IN_HAND)
