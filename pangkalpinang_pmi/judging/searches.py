"""How often a search leads to the right page, over queries as people type them.

Both halves were written before there was a search, against the list of planned pages. The everyday words of
`education/content/kata_cari.txt` were then written by general knowledge, and two lines of it changed because of
`searches_tuning.jsonl`, which gave 95 % before and 100 % after. The other half was measured before and after, 97.5 %
both times; its misses were never read.
"""

import json
from pathlib import Path
from typing import NamedTuple

from education import site_search

HERE = Path(__file__).parent
TUNING, JUDGING = HERE / "searches_tuning.jsonl", HERE / "searches_judging.jsonl"
AMONG = 3


class Measured(NamedTuple):
    searches: int
    right: float  # share with a right page among the first three
    first: float  # share with a right page at the top
    missed: list


def measure(file):
    told = [json.loads(line) for line in file.read_text().splitlines()]
    found = {record["id"]: [hit.entry.url for hit in site_search.find(record["q"])][:AMONG] for record in told}
    missed = [record for record in told if not set(record["pages"]) & set(found[record["id"]])]
    first = [record for record in told if found[record["id"]][:1] and found[record["id"]][0] in record["pages"]]
    return Measured(len(told), 1 - len(missed) / len(told), len(first) / len(told), missed)
