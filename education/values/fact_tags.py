"""`[[fakta:kode]]` in what editors write: the value stands in one place, and every page says the same."""

import re
from html import escape

TAG = re.compile(r"\[\[\s*fakta\s*:\s*([-\w]+)\s*\]\]", re.IGNORECASE)
OPENING = re.compile(r"\[\[\s*fakta", re.IGNORECASE)
# What a citizen reads in place of a value that nobody vouches for.
UNSURE = "belum pasti, tanyakan ke Disnaker"
UNSURE_FOR_EDITORS = UNSURE + " [fakta {code}: perlu dicek]"


def tag(code: str) -> str:
    return f"[[fakta:{code}]]"


def codes(text: str) -> set[str]:
    return {code.lower() for code in TAG.findall(text)}


def is_broken(text: str) -> bool:
    """A tag that was begun and does not end as one: a reader would see the brackets."""
    return len(OPENING.findall(text)) > len(TAG.findall(text))


def fill(html: str, values: dict[str, str], unsure: str = UNSURE) -> str:
    """Put the values in. Every answer is text: it may stand in an attribute as well as in a paragraph."""

    def answer(found):
        code = found[1].lower()
        return escape(values[code] if code in values else unsure.format(code=code))

    return TAG.sub(answer, html)
