"""`[[fakta:kode]]` in what editors write: the value stands in one place, and every page says the same.

`[[tanggal:kode]]` says when somebody last looked that fact up, sure or not.
"""

import re
from html import escape

TAG = re.compile(r"\[\[\s*(fakta|tanggal)\s*:\s*([-\w]+)\s*\]\]", re.IGNORECASE)
OPENING = re.compile(r"\[\[\s*(?:fakta|tanggal)", re.IGNORECASE)
DAY = "tanggal"
# What a citizen reads in place of a value that nobody vouches for.
UNSURE = "belum pasti, tanyakan ke Disnaker"
# A number may still be asked for: where the official one is told, and none in its place.
UNSURE_WAGE = (
    "angka resminya belum kami pastikan. Tanyakan ke Disnaker atau BP3MI, lalu cocokkan dengan lowongan di SISKOP2MI"
)
UNKNOWN_DAY = "belum pernah"
FOR_EDITORS = " [fakta {code}: perlu dicek]"
# Not a fact of law or a sum: where the button leads by which somebody who is watched leaves a page.
QUICK_EXIT = "keluar-cepat"


def tag(code: str) -> str:
    return f"[[fakta:{code}]]"


def codes(text: str) -> set[str]:
    return {code.lower() for _, code in TAG.findall(text)}


def is_broken(text: str) -> bool:
    """A tag that was begun and does not end as one: a reader would see the brackets."""
    return len(OPENING.findall(text)) > len(TAG.findall(text))


def fill(html: str, values: dict[str, str], unsure: str = UNSURE, days: dict[str, str] | None = None) -> str:
    """Put the values in. Every answer is text: it may stand in an attribute as well as in a paragraph."""

    def answer(found):
        code = found[2].lower()
        if found[1].lower() == DAY:
            return escape((days or {}).get(code, UNKNOWN_DAY))
        return escape(values[code] if code in values else unsure.format(code=code))

    return TAG.sub(answer, html)
