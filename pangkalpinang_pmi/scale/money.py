"""Who pays the ways home of a portion of cases: some legs of every third case, asked for, promised or paid."""

import random

from cases.models import Funding, FundingChange
from cases.states.funding import FundingStatus
from cases.values.choices import Source
from cases.values.funding import NOT_YET, Leg, Payer
from lib.encryption import encrypt
from pangkalpinang_pmi.scale.ground import YEARS_OF_CASES, below, calendar, offset, pick, sequence_uuid
from pangkalpinang_pmi.scale.tables import Table

FUNDING_UUID, FUNDING_HISTORY = 9, 10
EVERY, MOST_LEGS, MOST_STEPS, STEP = 3, 3, 3, 400_000  # rupiah
ASKED, PROMISED, PAID = FundingStatus.DIUSULKAN, FundingStatus.DISANGGUPI, FundingStatus.DIBAYAR
PAYERS = [payer for payer in Payer.values if payer != NOT_YET]
NOTE = FundingChange._meta.get_field("note").column_name
TABLES = (
    Table(Funding, "id", "client_uuid", "case_id", "status", "status_since", "leg", "payer", "amount",
          "must_come_first", "planned_by_id", "planned_at"),
    Table(FundingChange, "id", "subject_id", "old_status", "new_status", "by_id", "happened_on", "recorded_at",
          "source", "reference", "note"),
)  # fmt: skip


def make_rows(ground, numbers):
    """(table, rows) of the cases with these numbers; the same for the same seed."""
    rng = random.Random(f"{ground.seed}/money/{numbers.start}")  # nosec B311 # invented people, no secrets
    legs, changes = [], []
    for number in numbers[::EVERY]:
        for place in range(1 + below(rng, MOST_LEGS)):
            _add_leg(legs, changes, ground, rng, number, place)
    return list(zip(TABLES, (legs, changes), strict=True))


def _add_leg(legs, changes, ground, rng, number, place):
    day, clock = calendar(ground.today), offset(ground.today)
    key, began = ground.first["Funding"] + MOST_LEGS * number + place, 10 + 365 * (number % YEARS_OF_CASES)
    is_old = number % YEARS_OF_CASES  # of what is over everything was paid
    steps = (ASKED, PROMISED, PAID)[: MOST_STEPS if is_old else 1 + below(rng, MOST_STEPS)]
    payer = pick(rng, PAYERS) if len(steps) > 1 else NOT_YET
    legs.append((
        str(key), sequence_uuid(FUNDING_UUID, key), str(ground.first["Case"] + number), steps[-1], day(began) + clock,
        pick(rng, Leg.values), payer, str(STEP * (1 + below(rng, 20))), "t" if rng.random() < 0.5 else "f",
        ground.disnaker, day(began) + clock,
    ))  # fmt: skip
    for step, state in enumerate(steps):
        changes.append((
            sequence_uuid(FUNDING_HISTORY, MOST_STEPS * key + step), str(key), steps[step - 1] if step else "", state,
            ground.disnaker, day(began), day(began) + clock, Source.DISNAKER,
            f"SK/{key}" if step else "", encrypt("Dicatat oleh petugas.", NOTE) if step else "",
        ))  # fmt: skip
