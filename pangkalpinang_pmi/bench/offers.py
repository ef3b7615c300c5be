"""Is this offer safe? See judging/offers.py for what is blind about it."""

from cases.rules.offers import red_flag
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.judging import offers

RECALL, ALARMS = 95, 10  # per cent


SETS = (("judging set", offers.JUDGING), ("blind set", offers.BLIND), ("hidden half of the sixth", offers.HIDDEN),
        ("seventh set", offers.EVERYDAY))  # fmt: skip


def rows(bench):
    for name, file in SETS:
        found = offers.measure(file, red_flag.start_flags())
        yield row.at_least(f"{found.offers} offers, {name}: scams noticed", RECALL, 100 * found.recall, "%")
        yield row.at_most(f"offers, {name}: false alarms about genuine ones", ALARMS, 100 * found.alarms, "%")
        yield row.at_most(f"offers, {name}: genuine ones called red", ALARMS, 100 * found.alarms_red, "%")
