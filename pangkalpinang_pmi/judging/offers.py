"""How right the reading of job offers is, over invented offers of which the truth is known.

Three sets were written one after the other by people who knew neither the signs nor the earlier sets. The first two
are in `offers_tuning.jsonl`, the last is `offers_judging.jsonl`. Measured blind, before anything was changed because
of them, the second gave 93 % of scams noticed and 8 % false alarms, the third 96 % and 17 %. Afterwards the signs
learned from the third too, so it is no longer blind.

A fourth set of 150 was written from the domain facts alone, committed, and only then measured: 94.4 % of scams noticed
(82.2 % as red), 10.0 % false alarms, none of them red. Every second one then joined `offers_tuning.jsonl`, and the
signs learned from these 75 and from new sentences about the known tricks. The other 75 are `offers_blind.jsonl`:
nobody has looked at what is wrong there. They gave 93.3 % and 10.0 % before, and the same after (77.8 % red instead of
75.6 %). Whoever changed the signs had also written these texts, and once took back a change (Canada counted once, not
twice) after seeing the share fall to 91.1 %: so only the first numbers, 94.4 % and 10.0 %, are wholly blind. Whoever
looks at its mistakes moves it to the tuning set and writes a new one.

A fifth set of 140 was written by somebody who knew nothing of the signs: 95 % of scams noticed, but 21.7 % false alarms
about its 60 genuine offers, before anything was changed because of it. One half joined `offers_tuning.jsonl` (ids f…).
The other half was hidden while the signs were changed, measured once at the end (94.3 % both times; false alarms 17.1 %
instead of 22.9 %), and joined `offers_blind.jsonl`. In between, 120 genuine and 60 dangerous texts of the kinds that
had been misread were added to the tuning set (ids g…), by the one who afterwards changed the signs and wrote
`offer_context.py`: 90.0 % and 31.7 % at first. Both are learned from, so the tuning set says nothing about
new texts. The first 75 of the blind set gave 95.6 % (80.0 % as red) and 10.0 % afterwards; they were measured while the
signs were changed, never looked at.

So about offers by people we do not know, one genuine one in six is still called doubtful: the next thing to improve.
"""

import json
from pathlib import Path
from typing import NamedTuple

from cases import red_flag
from cases.values.offer import offer_from

HERE = Path(__file__).parent
TUNING, JUDGING, BLIND = (HERE / f"offers_{name}.jsonl" for name in ("tuning", "judging", "blind"))
SCAM = "scam"


class Measured(NamedTuple):
    """Shares of the scams and of the genuine offers; `alarms` counts amber too, `red` only the highest level."""

    offers: int
    recall: float
    recall_red: float
    alarms: float
    alarms_red: float


def measure(file, flags):
    told = [json.loads(line) for line in file.read_text().splitlines()]
    levels = {SCAM: [], "genuine": []}
    for record in told:
        levels[record["label"]].append(red_flag.read(offer_from(record), flags).level)
    scams, genuine = levels[SCAM], levels["genuine"]
    return Measured(
        len(told),
        1 - _share(scams, red_flag.NONE),
        _share(scams, red_flag.RED),
        1 - _share(genuine, red_flag.NONE),
        _share(genuine, red_flag.RED),
    )


def _share(levels, wanted):
    return levels.count(wanted) / len(levels)
