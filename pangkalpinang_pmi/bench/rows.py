"""Everything that is measured, in this order. A later subject adds its module here."""

from typing import NamedTuple

from pangkalpinang_pmi.bench import (
    casework,
    first_load,
    imports,
    letters,
    lighthouse,
    names,
    offers,
    pages,
    public,
    recall,
    reconciliation,
    reminders,
    search,
    site_search,
    start,
)

SUBJECTS = (
    reminders,
    names,
    offers,
    recall,
    search,
    site_search,
    pages,
    casework,
    imports,
    reconciliation,
    letters,
    first_load,
    lighthouse,
    public,
    start,
)  # reminders first: their page wants some


class Bench(NamedTuple):
    """Where and how long to measure."""

    small: str
    large: str
    rounds: int = 40
    seconds: int = 5
    with_start: bool = False


def measure_all(bench, report, only=()):
    for subject in SUBJECTS:
        name = subject.__name__.rpartition(".")[2]
        if not only or name in only:
            report(f"Measuring {name}")
            yield from subject.rows(bench)
