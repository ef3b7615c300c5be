"""Findings about a suspicion of trafficking: written down by the case team, read by the case team (domain.md §3.3)."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Role
from cases.models import CaseMember, TppoFinding


def is_close(case, actor):
    """True for the head and for offices in the team of this case."""
    if actor.role == Role.KADIS:
        return True
    return CaseMember.objects.visible_to(actor).filter(case=case, office=actor.office_id).exists()


def record(link, *, client_uuid, by, **fields):
    """One more row; an earlier one is never changed. Repeating a client_uuid returns the first."""
    if not by.has_perm("cases.assess_tppo") or not is_close(link.case, by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return TppoFinding.objects.create(id=client_uuid, link=link, by=by, **fields)
    except IntegrityError:
        return TppoFinding.objects.get(pk=client_uuid)
