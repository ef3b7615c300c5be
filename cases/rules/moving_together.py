"""One step for many persons at once: all of them, or none and a list of who cannot and why."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cases.models import CasePerson, CasePersonChange, GroupEvent
from cases.rules import workflow
from cases.rules.clocks import deadline
from cases.states import moves
from cases.states.case_person import CasePersonStatus

CHANGED, NO_STEP = "statusnya sudah berubah sejak halaman ini dibuka", "langkah ini tidak terbuka dari status {}"
NOBODY = "Beri tanda dulu pada orang yang ikut langkah ini."


@transaction.atomic
def move_together(owner, seen, target, *, by, happened_on, source, note="", reference="", said_by="", client_uuid):
    """Take one step with everybody in `seen` (key -> status the page showed) of one group, or of one case; returns how
    many moved.

    However many they are, the database is asked a handful of times. Repeating a client_uuid changes nothing.
    Raises ValidationError with one sentence per person who cannot; then nobody has moved.
    """
    belongs = {"group" if isinstance(owner, GroupEvent) else "case": owner}
    rows = CasePerson.objects.visible_to(by).filter(**belongs, pk__in=seen).select_related("person").order_by("pk")
    cases = deadline.hold_all(rows.order_by().values("case"))
    persons = list(rows.ready_for(target).select_for_update(of=("self",), no_key=True))
    keys = {link.pk: uuid.uuid5(client_uuid, str(link.pk)) for link in persons}
    if not persons:
        raise ValidationError(NOBODY)
    if CasePersonChange.objects.filter(pk__in=keys.values()).exists():
        return len(persons)
    steps = {link.pk: moves.find(link.MOVES, link.status, target) for link in persons}
    if any(step and not by.has_perm(step.permission) for step in steps.values()):
        raise PermissionDenied
    given = {moves.NOTE: note, moves.REFERENCE: reference, moves.REASON: ""}
    told = given | {"said_by": said_by, "file": None}
    refusals = [
        f"{link.person.name}: {why.rstrip('.')}."
        for link in persons
        if (why := _refusal(link, seen, steps, happened_on, by, told))
    ]
    if refusals:
        raise ValidationError(refusals)
    workflow.check_speaker(source, said_by, by)
    needs = {need for step in steps.values() for need in step.needs}
    workflow.check(given, needs, happened_on, {ask for step in steps.values() for ask in step.asks})
    now = timezone.now()
    common = {"by": by, "happened_on": happened_on, "source": source, "said_by": said_by, "recorded_at": now}
    CasePersonChange.objects.bulk_create(
        CasePersonChange(
            id=keys[link.pk],
            subject=link,
            old_status=link.status,
            new_status=target,
            **common,
            **_own(link, given, target),
        )
        for link in persons
    )
    for link in persons:
        changed = link.enter(steps[link.pk], now, given)
    CasePerson.objects.bulk_update(persons, changed)
    deadline.refresh(cases, coordinations=[], persons=persons)
    return len(persons)


def _own(link, given, target):
    """Each is handed over with the deed that names him, whatever number was typed for all."""
    is_handed_over = target == CasePersonStatus.SERAH_TERIMA and link.deed_number
    return given | {moves.REFERENCE: link.deed_number} if is_handed_over else given


def _refusal(link, seen, steps, on, by, given):
    if seen[link.pk] != link.status:
        return CHANGED
    step = steps[link.pk]
    if step is None or not link.is_open_to(step):
        return NO_STEP.format(f'"{link.get_status_display()}"')
    return link.refuses(step, on, by, given)
