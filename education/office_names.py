"""What our offices are called: one fact each, said on every page, on paper and to search engines.

A name is told even while somebody looks it up again, for a page must say whose it is. Asked once per edition, and once
while there is none; without a database the name stands that the portal starts with.
"""

from functools import cache

from django.db import DatabaseError

from education import edition, start_content
from education.models import Fact

DINAS, BP3MI = CODES = "nama-dinas", "nama-bp3mi"
_kept = {}  # {edition: {code: name}}, of the current one only


def name(code: str) -> str:
    return now().get(code) or start()[code]


def now() -> dict[str, str]:
    word = edition.current()
    if word in _kept:
        return _kept[word]
    try:
        names = dict(Fact.objects.filter(code__in=CODES).values_list("code", "value"))
    except DatabaseError:
        return {}
    forget()
    _kept[word] = names
    return names


def forget() -> None:
    """For who has just changed a name and goes on within the same edition."""
    _kept.clear()


@cache
def start() -> dict[str, str]:
    table = start_content.table("fakta.toml")
    return {code: table[code]["value"] for code in CODES}
