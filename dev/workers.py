"""The processes that share the tests of a run (pytest-xdist calls them workers), and what each has for itself."""

import os
from urllib.parse import urlsplit


def is_worker(config) -> bool:
    return hasattr(config, "workerinput")


def name() -> str:
    """`gw0`, `gw1` …, or `main` where one process runs everything."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def run() -> str:
    """The same for all workers of a run, another one in the next run."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"process {os.getpid()}"


def cache_url(redis_url: str) -> str:
    return with_database(redis_url, 2 * _number())


def broker_url(redis_url: str) -> str:
    """The cache is emptied again and again, so the broker has a database of its own."""
    return with_database(redis_url, 2 * _number() + 1)


def _number() -> int:
    return int(name().removeprefix("gw")) if name() != "main" else 0


def with_database(redis_url: str, database: int) -> str:
    url = urlsplit(redis_url)
    if url.scheme == "unix":
        return f"unix://{url.path}?db={database}"
    return url._replace(path=f"/{database}").geturl()
