"""Does the search over public pages lead to the right one? See judging/searches.py for what is blind about it."""

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.judging import searches

RIGHT = 95  # per cent


def rows(bench):
    with using(bench.small):
        halves = {"tuned": searches.measure(searches.TUNING), "blind half": searches.measure(searches.JUDGING)}
    for name, found in halves.items():
        what = f"{found.searches} searches ({name}): right page among the first three"
        yield row.at_least(what, RIGHT, 100 * found.right, "%")
