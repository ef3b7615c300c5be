"""Many in one trouble: making a group, bringing cases into it, and letting single persons go their own way."""

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cases.models import Case, CasePerson, GroupEvent
from cases.rules import intake
from cases.states.moves import Move
from cases.values.casefile import NoteKind

LEAD = "cases.lead_group"
NOT_FOUND = "Nomor ini tidak ditemukan: {}."
ELSEWHERE = "{} sudah ikut rombongan lain. Keluarkan dulu dari sana."


def make(*, client_uuid, by, **fields):
    """Repeating a client_uuid returns the first."""
    by.require(LEAD)
    try:
        with transaction.atomic():
            return GroupEvent.objects.create(client_uuid=client_uuid, made_by=by, **fields)
    except IntegrityError:
        return GroupEvent.objects.get(client_uuid=client_uuid)


@transaction.atomic
def bring_in(group, numbers, *, by):
    """All persons of these cases join, or none of them; returns how many are new."""
    by.require(LEAD)
    cases = list(Case.objects.visible_to(by).filter(number__in=numbers))
    unknown = sorted(set(numbers) - {case.number for case in cases})
    if unknown:
        raise ValidationError({"numbers": NOT_FOUND.format(", ".join(unknown))})
    persons = CasePerson.objects.filter(case__in=cases).order_by("pk").select_related("person")
    persons = list(persons.select_for_update(of=("self",), no_key=True))
    elsewhere = [link for link in persons if link.group_id not in (None, group.pk)]
    if elsewhere:
        raise ValidationError({"numbers": [ELSEWHERE.format(link.person.name) for link in elsewhere]})
    new = [link for link in persons if link.group_id is None]
    CasePerson.objects.filter(pk__in=[link.pk for link in new]).update(group=group)
    for case in cases:
        _note(case, f"Masuk rombongan {group.name}.", by)
    return len(new)


@transaction.atomic
def drop_out(link, *, why, by):
    """One person leaves the group; his own way through the case goes on where it stands."""
    by.require(LEAD)
    link = CasePerson.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=link.pk)
    if link.group_id is None:
        return link
    group, link.group = link.group, None
    link.save(update_fields=["group"])
    _note(link.case, f"{link.person.name} keluar dari rombongan {group.name}.\n{why}".strip(), by)
    return link


def find(actor, pk):
    """The group as this reader may know it, or None. Who is shut out of one of its cases does not read what all of them
    went through together.
    """
    group = GroupEvent.objects.visible_to(actor).filter(pk=pk).first()
    return group and as_read_by(group, actor)


def as_read_by(group, actor):
    is_shut = GroupEvent.objects.partly_shut(actor).filter(pk=group.pk).exists()
    return group.without_story() if is_shut else group


def members(group, actor):
    """Those this reader may see, by name."""
    rows = CasePerson.objects.visible_to(actor).filter(group=group).select_related("person", "case")
    return rows.order_by("person__name", "pk")


def steps_for(persons, actor) -> list[Move]:
    """Every step that at least one of them could take, once per target, in the order of the table."""
    found = {}
    for status, waits in {(link.status, link.resumes_to) for link in persons}:
        one = next(link for link in persons if (link.status, link.resumes_to) == (status, waits))
        found |= {move.target: move for move in one.moves_for(actor)}
    order = list(dict.fromkeys(move.target for move in CasePerson.MOVES))
    return sorted(found.values(), key=lambda move: order.index(move.target))


def _note(case, text, by):
    return intake.add_note(case, client_uuid=uuid.uuid4(), text=text, by=by, kind=NoteKind.PERUBAHAN)
