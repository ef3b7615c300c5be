"""Answering for two records given from outside whether they are one human: the very judgement the pages use."""

import json
from functools import lru_cache

from accounts import territory_list
from cases.values import likeness, record

FIELDS = {
    "name": "name",
    "birth_date": "birth_date_",
    "sex": "sex",
    "kelurahan": "kelurahan",
    "nik": "nik",
    "passport": "passport",
    "phone": "phone",
}
KELURAHAN_DOTS = 3


@lru_cache(maxsize=1)
def place_codes():
    """Codes of the city's kelurahan by plain name."""
    listed = territory_list.read()
    return {record.plain_place(name): code for code, name in listed if code.count(".") == KELURAHAN_DOTS}


def judge(a, b, on):
    """Likeness of two records as dictionaries with any of FIELDS."""
    return likeness.judge(read(a, on), read(b, on))


def read(given, on):
    """A dictionary with any of FIELDS as a record."""
    known = {FIELDS[name]: value for name, value in given.items() if name in FIELDS}
    return record.read(on, **known, place_codes=place_codes())


def answer(line, number, on):
    """The answer to one line of JSON, or what is wrong with it: `{"id": …, "error": …}`."""
    try:
        asked = json.loads(line, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return {"id": None, "error": f"line {number} is no JSON"}
    if not isinstance(asked, dict):
        return {"id": None, "error": f"line {number} is no object"}
    key = asked.get("id")
    for side in ("a", "b"):
        if not isinstance(asked.get(side), dict):
            return {"id": key, "error": f"line {number}: {side} is no object"}
    found = judge(asked["a"], asked["b"], on)
    return {"id": key, "decision": str(found.decision), "score": found.score}
