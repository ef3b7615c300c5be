"""How right the judgement on names is, over pairs of which the truth is known."""

from collections import Counter
from typing import NamedTuple

from cases.rules.doubles import name_judge
from cases.values.likeness import Decision
from lib.clock import today

CONFLICTS = ("one NIK, two people", "one number, two people")


class Measured(NamedTuple):
    precision: float  # of the pairs called the same, how many are
    recall: float  # of the pairs that are the same, how many are found, surely or perhaps
    sure: float  # of the pairs that are the same, how many are merged without a question
    asked: float  # of the pairs that are two, how many trouble an officer
    asked_in_vain: float  # the same without those who share a NIK: these are a conflict and have to be looked at
    kinds: Counter  # (kind, is_same, decision)


def measure(pairs):
    kinds = Counter()
    for pair in pairs:
        kinds[pair.kind, pair.is_same, name_judge.judge(pair.a, pair.b, today()).decision] += 1
    return Measured(
        precision=_share(kinds, lambda same, said: said == Decision.SAME, lambda same, said: same),
        recall=_share(kinds, lambda same, said: same, lambda same, said: said != Decision.DIFFERENT),
        sure=_share(kinds, lambda same, said: same, lambda same, said: said == Decision.SAME),
        asked=_share(kinds, lambda same, said: not same, lambda same, said: said == Decision.REVIEW),
        asked_in_vain=_share(
            {key: count for key, count in kinds.items() if key[0] not in CONFLICTS},
            lambda same, said: not same,
            lambda same, said: said == Decision.REVIEW,
        ),
        kinds=kinds,
    )


def _share(kinds, counts, fits):
    among = {key: count for key, count in kinds.items() if counts(*key[1:])}
    fitting = sum(count for key, count in among.items() if fits(*key[1:]))
    return fitting / sum(among.values()) if among else 1.0
