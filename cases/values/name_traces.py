"""Traces by which an index finds who may be the same human among a million: a name beside something else they share.

Two words of a name are borne by thousands (`name_keys`). Beside the year of birth, its day or the home a handful is
left, and all of them can be looked at. The database makes the same traces of its rows (cases/models/name_traces.py).
"""

NOT_SAID = "?"  # whose day of birth nobody wrote down


def asked_traces(keys, birthdays, homes):
    """Traces to look for: of somebody called so by these keys, born on one of these days, living in one of these homes
    (keys of RT).

    Two records of one human agree in the year or in the day of the year, also where a digit of it was mistyped.
    """
    marks = {mark for born in birthdays for mark in _marks(born)} | {f"p{home}" for home in homes}
    return [f"{key}@{mark}" for key in keys for mark in sorted(marks | ({NOT_SAID} if birthdays else set()))]


def _marks(born):
    return f"y{born.year}", f"d{born.month * 100 + born.day}"
