"""Who answers for a case, and how it passes on. `accounts.assignment` asks here before a term ends (WORK_IN_HAND)."""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import Assignment
from cases.models import Case, CaseConflict, CaseHandover
from cases.models.scope import WHOLE_CITY

NO_TAKER = "Orang ini tidak lagi, atau belum, menjabat di Disnaker pada tanggal itu. Pilih orang lain."
CONFLICT = "Kasus ini tertutup untuk orang itu karena benturan kepentingan. Pilih orang lain."
DAY = timedelta(days=1)


def takers(on):
    """Who may answer for a case on that day: whoever is then in office at Disnaker."""
    return Assignment.objects.active(on).filter(office__role__in=WHOLE_CITY).with_office().order_by("user__first_name")


@transaction.atomic
def hand_over(case, taker, *, by, on, note="", client_uuid=None):
    """Let another holder answer for the case. Repeating a client_uuid, or naming the same person, changes nothing."""
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    by.require("cases.move_case")
    if not takers(on).filter(pk=taker.pk).exists():
        raise ValidationError({"taker": NO_TAKER})
    if CaseConflict.objects.in_force().filter(case=case, user=taker.user_id).exists():
        raise ValidationError({"taker": CONFLICT})
    if client_uuid and CaseHandover.objects.filter(pk=client_uuid).exists():
        return case
    return _pass(case, taker, by, note, client_uuid) if case.handler_id != taker.pk else case


def _pass(case, taker, by, note="", client_uuid=None):
    CaseHandover.objects.create(
        id=client_uuid or uuid.uuid4(), case=case, giver=case.handler, taker=taker, by=by, note=note
    )
    case.handler = taker
    case.save(update_fields=["handler"])
    return case


# ---- what `accounts.assignment` asks before a term ends: it knows offices, we know what their holders carry


def urgent_work(term):
    """How many open P1 and P2 cases this holder answers for."""
    return Case.objects.open().urgent().filter(handler=term).count()


def heirs(term, on):
    """Who could go on when the term ends with that day: in office the day after."""
    return takers(on + DAY).exclude(pk=term.pk)


def heirs_from(term, on):
    """Everybody who might be named, whatever day the term is to end."""
    later = Q(pk__in=Assignment.objects.unfinished(on))
    return Assignment.objects.filter(later, office__role__in=WHOLE_CITY, user__is_active=True).exclude(pk=term.pk)


def pass_on(term, heir, *, by, on):
    """All open cases of a leaver, the calm ones too, to one who stays; inside the transaction that ends the term."""
    if not heirs(term, on).filter(pk=heir.pk).exists():
        raise ValidationError({"heir": NO_TAKER})
    carried = Case.objects.open().filter(handler=term)
    if CaseConflict.objects.in_force().filter(case__in=carried, user=heir.user_id).exists():
        raise ValidationError({"heir": CONFLICT})
    for case in carried.select_for_update(of=("self",), no_key=True):
        _pass(case, heir, by)
