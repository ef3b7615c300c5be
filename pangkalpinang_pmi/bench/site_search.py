"""Does the search over public pages lead to the right one? See judging/searches.py for what is blind about it."""

from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.judging import searches

RIGHT = 95  # per cent
SETS = (("tuned", searches.TUNING), ("blind half", searches.JUDGING), ("as typed on a telephone", searches.EVERYDAY),
        ("the same, second set", searches.UNSEEN), ("the same, third set", searches.STRANGERS),
        ("as asked elsewhere", searches.ASKED), ("Malay of Bangka", searches.PHONE),
        ("Malay of Bangka, later", searches.VILLAGE))  # fmt: skip


def rows(bench):
    with using(bench.small):
        sets = {name: searches.measure(file) for name, file in SETS}
    for name, found in sets.items():
        what = f"{found.searches} searches ({name}): right page among the first three"
        yield row.at_least(what, RIGHT, 100 * found.right, "%")
