"""A number of another office that somebody told an officer; what comes with a step is kept by workflow."""

from django.db import transaction

from cases.models import CaseNote, ForeignNumber
from cases.rules import intake
from cases.values.casefile import NoteKind


@transaction.atomic
def add(coordination, *, client_uuid, kind, number, by):
    """Keep it, and let the line of events say so. Repeating a key changes nothing."""
    by.require("cases.draft_coordination")
    if not CaseNote.objects.filter(client_uuid=client_uuid).exists():
        added = ForeignNumber.objects.keep(coordination, number, by=by, kind=kind)
        text = f"{coordination.agency}: {added.get_kind_display()} {number}."
        intake.add_note(coordination.case, client_uuid=client_uuid, text=text, by=by, kind=NoteKind.PERUBAHAN)
