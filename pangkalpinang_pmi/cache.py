"""Redis first; while it is away the same call goes to the database, so limits stay shut and sign-in works."""

import time

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

OUTAGE_SECONDS = 5  # how long a dead Redis is not asked again, so that no request pays its time-out twice
CALLS = (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "set_many",
    "delete_many",
    "has_key",
    "incr",
    "clear",
)


class FailoverCache(RedisCache):
    down_until = 0.0


def with_failover(name):
    on_redis = getattr(RedisCache, name)

    def call(self, *args, **kwargs):
        if time.monotonic() >= FailoverCache.down_until:
            try:
                return on_redis(self, *args, **kwargs)
            except (RedisError, OSError):
                FailoverCache.down_until = time.monotonic() + OUTAGE_SECONDS
        return getattr(caches["database"], name)(*args, **kwargs)

    call.__name__ = name
    return call


for name in CALLS:
    setattr(FailoverCache, name, with_failover(name))
