"""Steps of many persons or coordinations at once: all are taken, or none and it is said of each why not."""

import uuid
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from cases.models import CasePerson, Coordination, ForeignNumber
from cases.rules import webhook, workflow
from cases.rules.clocks import deadline
from cases.states import moves
from cases.states.case_person import CasePersonStatus

CHANGED, NO_STEP = "statusnya sudah berubah sejak halaman ini dibuka", "langkah ini tidak terbuka dari status {}"
NOBODY = "Beri tanda dulu pada orang yang ikut langkah ini."


class Step(NamedTuple):
    """What one of them does, and with which words; `seen` is the status that the page showed."""

    target: str
    seen: str
    note: str = ""
    reference: str = ""


class Refused(ValidationError):
    """Nobody has moved. `each` says why, of those who cannot: {subject: a sentence, or {field: [sentences]}}."""

    def __init__(self, each):
        super().__init__([f"{subject}: {told}" for subject, told in each.items()])
        self.each = each


def move_together(group, seen, target, *, note="", reference="", **told):
    """Take one step with everybody in `seen` (key -> status the page showed) of one group; returns how many moved.

    Raises what `move_each` raises, in words for a page of many: one sentence per person who cannot, or what the step
    asks for.
    """
    rows = CasePerson.objects.visible_to(told["by"]).filter(group=group, pk__in=seen).select_related("person")
    try:
        moved = move_each(rows, {pk: Step(target, status, note, reference) for pk, status in seen.items()}, **told)
    except Refused as refused:
        sentences = [sentence(why, link.person.name) for link, why in refused.each.items() if isinstance(why, str)]
        raise ValidationError(sentences or next(iter(refused.each.values()))) from refused
    if not moved:
        raise ValidationError(NOBODY)
    return len(moved)


def sentence(why, name=""):
    """A refusal as the page says it, of one of many by name."""
    return f"{name}: {why.rstrip('.')}." if name else capfirst(f"{why.rstrip('.')}.")


@transaction.atomic
def move_each(rows, steps, *, by, happened_on, source, said_by="", stored=None, client_uuid):
    """Take with each of these rows (CasePerson or Coordination) its own step (key -> Step); returns those who moved.

    The same table, guards, history, clocks and calls as `workflow.move`, and however many they are, the database is
    asked a handful of times. Repeating a client_uuid changes nothing. `stored` is a kept file that all steps rest on.
    Raises Refused; then nobody has moved.
    """
    cases = deadline.hold_all(rows.filter(pk__in=steps).order_by().values("case"))
    subjects = list(_locked(rows, steps))
    history = rows.model._meta.get_field("history").related_model
    keys = {subject.pk: uuid.uuid5(client_uuid, str(subject.pk)) for subject in subjects}
    if not subjects or history.objects.filter(pk__in=keys.values()).exists():
        return subjects
    table = {subject: moves.find(subject.MOVES, subject.status, steps[subject.pk].target) for subject in subjects}
    told, given = {"said_by": said_by, "file": stored}, {subject: _words(steps[subject.pk]) for subject in subjects}
    _check(table, steps, given, happened_on, by, told)
    workflow.check_speaker(source, said_by, by)
    now = timezone.now()
    common = {"by": by, "happened_on": happened_on, "source": source, "recorded_at": now, **told}
    history.objects.bulk_create(
        history(
            id=keys[subject.pk],
            subject=subject,
            old_status=subject.status,
            new_status=step.target,
            **common,
            **_own(subject, given[subject], step.target),
        )
        for subject, step in table.items()
    )
    changed = {name for subject, step in table.items() for name in subject.enter(step, now, given[subject])}
    rows.model.objects.bulk_update(subjects, sorted(changed))
    _follow(cases, subjects, given, by)
    return subjects


def _check(table, steps, given, happened_on, by, told):
    """`table` holds the move that the table lists for each, or None."""
    if any(step and not by.has_perm(step.permission) for step in table.values()):
        raise PermissionDenied
    refusals = {
        subject: why
        for subject, step in table.items()
        if (why := _refusal(subject, steps[subject.pk], step, happened_on, by, given[subject] | told))
    }
    if refusals:
        raise Refused(refusals)


def _locked(rows, steps):
    """Each as it stands now; those who take the same step know what it rests on."""
    for target in sorted({step.target for step in steps.values()}):
        chosen = rows.filter(pk__in=[pk for pk, step in steps.items() if step.target == target]).order_by("pk")
        known = chosen.ready_for(target) if rows.model is CasePerson else chosen
        yield from known.select_for_update(of=("self",), no_key=True)


def _words(step):
    return {moves.NOTE: step.note, moves.REFERENCE: step.reference, moves.REASON: ""}


def _own(subject, given, target):
    """Each is handed over with the deed that names him, whatever number was typed for all."""
    is_handed_over = target == CasePersonStatus.SERAH_TERIMA and subject.deed_number
    return given | {moves.REFERENCE: subject.deed_number} if is_handed_over else given


def _refusal(subject, wanted, step, on, by, given):
    if wanted.seen != subject.status:
        return CHANGED
    if step is None or not subject.is_open_to(step):
        return NO_STEP.format(f'"{subject.get_status_display()}"')
    refusal = subject.refuses(step, on, by, given)
    if refusal:
        return refusal
    try:
        workflow.check(given, step.needs, on, step.asks)
    except ValidationError as error:
        return error.message_dict
    return ""


def _follow(cases, subjects, given, by):
    """Their clocks; and of coordinations, the number that came along and the call to the agency's machine."""
    persons = [subject for subject in subjects if isinstance(subject, CasePerson)]
    coordinations = [subject for subject in subjects if isinstance(subject, Coordination)]
    deadline.refresh(cases, coordinations=coordinations, persons=persons)
    taken = [(link, given[link][moves.REFERENCE]) for link in coordinations]
    ForeignNumber.objects.keep_of_steps(taken, by=by)
    webhook.plan(*coordinations)
