"""The whole suite runs on all cores, a part of it in one process, which starts sooner. `-n 3`, `-n 0` say otherwise."""

import gc

import pytest

from dev import workers

SLOW = {"chromium", "demo_city", "first_portrait"}


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config):
    """Asked by `-n logical` in pytest.ini; without an answer xdist counts the cores."""
    return None if is_whole(config) else 0


def is_whole(config) -> bool:
    option = config.option
    is_picked = option.keyword or option.markexpr or option.lf or option.capture == "no"
    return config.args_source is config.ArgsSource.TESTPATHS and not is_picked


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Slow tests first: what comes last must be short, or one worker waits for another."""
    if workers.is_worker(config):
        items.sort(key=lambda item: not SLOW & set(item.fixturenames))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What was imported and collected stays to the end: the collector need not look through all of it every second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
