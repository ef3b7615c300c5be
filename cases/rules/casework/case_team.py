"""Which offices work on a case: who comes in and who leaves stands in its line of events, with the reason.

An office that leaves is told on its own page (`told`): it cannot open the case any more to read it there.
"""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import Case, CaseMember, TeamExit
from cases.rules import intake
from cases.values.casefile import NoteKind

TOLD_FOR = timedelta(days=14)
LEADS = "Jabatan ini memegang kasusnya. Ganti dulu penanggung jawabnya."
NO_REASON = "Tulis alasannya. Kantor itu membacanya."


@transaction.atomic
def let_in(case, office, *, by):
    """Doing it twice changes nothing."""
    case = _held(case, by)
    member = CaseMember.objects.filter(case=case, office=office).first()
    if member is None:
        member = intake.add_member(case, office, by=by)
        _note(case, f"{office} masuk tim kasus.", by)
    return member


@transaction.atomic
def let_go(case, office, *, client_uuid, why, by):
    """Take an office out of the team. Of two who press the second changes nothing, nor does a repeated client_uuid.

    Returns what the office is told, or None where it was not in the team.
    """
    case = _held(case, by)
    if TeamExit.objects.filter(pk=client_uuid).exists():
        return None
    if not why.strip():
        raise ValidationError({"why": NO_REASON})
    if case.handler.office_id == office.pk:
        raise ValidationError(LEADS)
    gone, _ = CaseMember.objects.filter(case=case, office=office).delete()
    if not gone:
        return None
    _note(case, f"{office} keluar dari tim kasus.\n{why}", by)
    return TeamExit.objects.create(id=client_uuid, case=case, office=office, why=why, by=by)


def told(actor, now):
    """Of which teams this office was taken out lately, and is not back."""
    rows = TeamExit.objects.visible_to(actor).filter(office=actor.office_id, at__gt=now - TOLD_FOR)
    return rows.exclude(case__members__office=actor.office_id).select_related("case", "by__office")


def _held(case, by):
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("handler").get(pk=case.pk)
    by.require("cases.move_case")
    return case


def _note(case, text, by):
    return intake.add_note(case, client_uuid=uuid.uuid4(), text=text, by=by, kind=NoteKind.PERUBAHAN)
