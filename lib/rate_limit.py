"""How often something may be done a minute, counted in the cache; allauth's limits pass over every GET."""

import time

from django.core.cache import cache

WINDOW = 60


def is_over(what, who, most):
    """Count one more, and say whether it is one too many in this minute."""
    name = f"rate:{what}:{who}:{int(time.time()) // WINDOW}"
    cache.add(name, 0, timeout=2 * WINDOW)
    try:
        return cache.incr(name) > most
    except ValueError:  # thrown out of the cache between the two lines
        return False
