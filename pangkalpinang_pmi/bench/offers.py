"""Is this offer safe? See judging/offers.py for what is blind about it."""

from cases import red_flag
from pangkalpinang_pmi.bench import row
from pangkalpinang_pmi.judging import offers

RECALL, ALARMS = 95, 10  # per cent


def rows(bench):
    found = offers.measure(offers.JUDGING, red_flag.start_flags())
    yield row.at_least(f"{found.offers} offers: scams noticed", RECALL, 100 * found.recall, "%")
    yield row.at_most("offers: false alarms about genuine ones", ALARMS, 100 * found.alarms, "%")
    yield row.at_most("offers: genuine ones called red", ALARMS, 100 * found.alarms_red, "%")
