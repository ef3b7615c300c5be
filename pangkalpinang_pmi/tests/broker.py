import os
import re

from dev import workers


def broker_url():
    """A database of its own on the tests' server: nobody else's ticks arrive there."""
    url = workers.broker_url(os.environ["REDIS_URL"])
    # Celery spells a socket differently from the cache.
    return re.sub(r"^unix://(.+)\?db=(\d+)$", r"redis+socket://\1?virtual_host=\2", url)
