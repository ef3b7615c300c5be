import re


def broker_url(redis_url):
    """A database of its own on the tests' server: nobody else's ticks arrive there."""
    return re.sub(r"^unix://([^?]+).*", r"redis+socket://\1?virtual_host=2", redis_url)
