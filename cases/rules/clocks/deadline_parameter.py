"""How long the clocks run: the rows that the head of Disnaker keeps, and those delivered where a row is missing."""

import tomllib
from functools import cache
from pathlib import Path

from cases.models import DeadlineParameter
from cases.states.deadline import DeadlineCode
from cases.values.choices import Urgency

START = Path(__file__).parents[2] / "data" / "deadlines.toml"
NEVER = -1


def parameters():
    """Every length by (code, urgency): what is not in the table yet runs as delivered, never without a deadline."""
    kept = {(row.code, row.urgency): row for row in DeadlineParameter.objects.all()}
    return {(row.code, row.urgency): row for row in start_parameters()} | kept


def load():
    """Add the rows that are missing. What the head changed stays. Returns how many were added."""
    known = set(DeadlineParameter.objects.values_list("code", "urgency"))
    missing = [row for row in start_parameters() if (row.code, row.urgency) not in known]
    DeadlineParameter.objects.bulk_create([_copy(row) for row in missing])
    return len(missing)


@cache
def start_parameters():
    """The rows as the project delivers them, not saved."""
    table = tomllib.loads(START.read_text())
    return tuple(row for code in DeadlineCode for row in _rows(code, table[code], table))


def _rows(code, facts, table):
    source = facts.get("source", table["source"])
    for urgency, length, head, mayor in zip(Urgency, facts["amounts"], facts["head"], facts["mayor"], strict=True):
        amount, _, unit = length.partition(" ")
        yield DeadlineParameter(
            code=code,
            urgency=urgency,
            amount=int(amount) if amount else None,
            unit=unit or DeadlineParameter.Unit.HARI,
            head_after=None if head == NEVER else head,
            mayor_after=None if mayor == NEVER else mayor,
            source=source,
            checked_on=table["checked_on"],
        )


def _copy(row):
    return DeadlineParameter(
        **{field.name: getattr(row, field.name) for field in row._meta.fields if field.name != "id"}
    )
