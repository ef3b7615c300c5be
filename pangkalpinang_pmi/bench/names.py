"""Is it the same human? Measured on the judging half of the mixture, which nothing was tuned to, and by hand."""

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.judging import by_hand, names
from pangkalpinang_pmi.judging.measure import measure

PRECISION, RECALL, ASKED = 98, 99, 5  # per cent


def rows(bench):
    yield from _measured("judging half", names.pairs(names.JUDGING))
    yield from _measured("written by hand", by_hand.pairs())


def _measured(which, pairs):
    found = measure(pairs)
    yield row.at_least(f"duplicates, {which}: precision of same", PRECISION, 100 * found.precision, "%")
    yield row.at_least(f"duplicates, {which}: recall of same and review", RECALL, 100 * found.recall, "%")
    yield row.at_most(f"duplicates, {which}: pairs of two people sent to review", ASKED, 100 * found.asked_in_vain, "%")
