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

A sixth set of 125 genuine and 66 dangerous offers was written on 29 November 2026 by the one who then changed the
signs: after reading the code that weighs them and the tests, before reading the signs, and committed before anything
was measured. The odd ids were learned from. The even ones are `offers_sixth_hidden.jsonl`: nobody has looked at what
is wrong there, but its author knows the texts, took back four patterns that came from them, and saw the totals a
dozen times while the signs changed. So it is a check, not a blind one. The learned half, `offers_sixth_tuning.jsonl`,
grew by five batches (ids i to m, 306 genuine and 199 dangerous) by the same author, who by then knew the signs; each
was measured before anything was learned from it. Three of them (i, j, k) look for what the signs may not know. Scams
noticed and false alarms, with the signs before this round, as they stood when the batch was written, and after
learning from it:

                                       before           then             afterwards
    sixth, learned half (h)            97.0 % 14.3 %    -                100 %  0.0 %
    sixth, hidden half                 87.9 % 14.5 %    -                97.0 %  9.7 % (4.8 % red, as before)
    i                                  76.8 % 19.5 %    -                100 %  1.3 %
    j                                  70.0 %  8.4 %    76.0 % 13.3 %    100 %  0.0 %
    k                                  72.0 % 26.2 %    74.0 % 21.3 %    98.0 %  4.9 %
    l, everyday ones                   100 %   7.1 %    100 %   4.8 %    100 %  2.4 %
    m, everyday ones                   80.0 % 11.6 %    100 %   9.3 %    100 %  4.7 %
    blind set                          95.0 % 13.8 %    -                96.2 %  7.7 %
                                       (78.8 % and 3.1 % red)            (87.5 % and 4.6 % red)

The blind set was measured twice, before and after; nobody saw its mistakes and nothing was changed afterwards. What
helped: a soft sign alone alarms nobody, an offer abroad without a word about its way is a hint beside another sign, a
denial ends where a new clause begins, and work at home and warnings of offices are told more often. Two soft signs
and a hint make a red level: counted over all sets (1706 offers; of the blind ones by label only), signs that are all
soft did so for three dangerous offers and for no genuine one. Amber instead would have hidden two of these and spared
nobody, so it stays red. When the words of the context became rows, no level of any offer in any set changed. Still
true: about offers written to deceive in a new disguise (k) one in four is missed at first, so the page promises
nothing.

A seventh set of 40 (`offers_everyday.jsonl`: 20 scams in the fashions of 2026, 20 genuine offers and questions) was
written before its author had read the signs, committed, and measured once: all 20 noticed, all as red; one false alarm
of 20, amber, about a receptionist in Sungailiat, because "bahasa Inggris" was read as a country. That was repaired in
general; no level in any other set changed.
"""

import json
from pathlib import Path
from typing import NamedTuple

from cases.rules.offers import red_flag
from cases.values.offer import offer_from

HERE = Path(__file__).parent
TUNING, JUDGING, BLIND, SIXTH, HIDDEN, EVERYDAY = (
    HERE / f"offers_{name}.jsonl" for name in ("tuning", "judging", "blind", "sixth_tuning", "sixth_hidden", "everyday")
)
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
