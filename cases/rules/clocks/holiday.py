"""The calendar of the offices: which days are closed, and the days the project delivers to begin with."""

import tomllib
from datetime import date
from pathlib import Path

from cases.models import Holiday

START = Path(__file__).parents[2] / "data" / "holidays.toml"


def closed_days():
    """All days on which the offices are closed; some dozens a year, so all at once."""
    return frozenset(Holiday.objects.observed().order_by().values_list("date", flat=True))


def load():
    """Add the days that are missing. What Disnaker changed stays. Returns how many were added."""
    known = set(Holiday.objects.values_list("date", flat=True))
    missing = [day for day in start_days() if day.date not in known]
    Holiday.objects.bulk_create(missing)
    return len(missing)


def start_days():
    """The days as the project delivers them, not saved."""
    kinds = {"dates": Holiday.Kind.NASIONAL, "leave": Holiday.Kind.CUTI_BERSAMA}
    for year in tomllib.loads(START.read_text()).values():
        facts = {name: year[name] for name in ("source", "checked_on", "is_official")}
        for table, kind in kinds.items():
            for day, name in year[table].items():
                yield Holiday(date=date.fromisoformat(day), name=name, kind=kind, **facts)
