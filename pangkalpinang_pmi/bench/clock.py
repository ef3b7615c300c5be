"""How long something takes."""

import gc
import time
from statistics import median


def milliseconds(deed, *args):
    started = time.perf_counter()
    deed(*args)
    return (time.perf_counter() - started) * 1000


def p95(times):
    ordered = sorted(times)
    return ordered[max(-(-len(ordered) * 95 // 100) - 1, 0)]


def typical(deed, each_of):
    """The median time of the deed over these arguments, after one go to warm up."""
    deed(each_of[0])
    return median(milliseconds(deed, one) for one in each_of)


def measure(deed, each_of):
    """The times of the deed over these arguments. Rubbish is collected before and not in between."""
    deed(each_of[0])
    gc.collect()
    return [milliseconds(deed, one) for one in each_of]
