"""Every number that other offices gave a request: tickets, brafaks, police reports, each findable for good."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Agency
from cases import intake
from cases.models import CaseNote, ForeignNumber
from cases.states.coordination import ANSWERED, CoordinationStatus
from cases.values.casefile import NoteKind
from cases.values.foreign_number import NumberKind

OF_STEP = {
    CoordinationStatus.DITERUSKAN_PUSAT: NumberKind.KP2MI,
    CoordinationStatus.DI_PERWAKILAN: NumberKind.PERWAKILAN,
}
OF_AGENCY = {
    Agency.Kind.BP3MI: NumberKind.SISKOP2MI,
    Agency.Kind.KP2MI: NumberKind.KP2MI,
    Agency.Kind.KEMLU: NumberKind.BRAFAKS,
    Agency.Kind.PERWAKILAN: NumberKind.PERWAKILAN,
    Agency.Kind.POLRI: NumberKind.POLISI,
    Agency.Kind.IMIGRASI: NumberKind.IMIGRASI,
}


def keep(coordination, number, *, by, kind=None):
    """Without a kind it is the agency's own number. Hearing it twice changes nothing."""
    kind = kind or OF_AGENCY.get(coordination.agency.kind, NumberKind.LAIN)
    return ForeignNumber.objects.get_or_create(
        coordination=coordination, kind=kind, number=number, defaults={"by": by}
    )[0]


def keep_of_step(coordination, reference, *, by):
    """What came with the step just taken; until the agency answers, a reference is the number of our own letter."""
    if reference and coordination.status in ANSWERED:
        keep(coordination, reference, by=by, kind=OF_STEP.get(coordination.status))


@transaction.atomic
def add(coordination, *, client_uuid, kind, number, by):
    """Somebody told an officer; the line of events says so. Repeating a key changes nothing."""
    if not by.has_perm("cases.draft_coordination"):
        raise PermissionDenied
    if not CaseNote.objects.filter(client_uuid=client_uuid).exists():
        added = keep(coordination, number, by=by, kind=kind)
        text = f"{coordination.agency}: {added.get_kind_display()} {number}."
        intake.add_note(coordination.case, client_uuid=client_uuid, text=text, by=by, kind=NoteKind.PERUBAHAN)
