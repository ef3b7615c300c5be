from types import SimpleNamespace

import pytest

from dev import pytest_workers, workers

SOCKET, NETWORK = "unix:///somewhere/valkey.sock?db=0", "redis://:password@127.0.0.1:6379/0"


@pytest.mark.parametrize(
    ("worker", "given", "cache", "broker"),
    [
        (None, SOCKET, "unix:///somewhere/valkey.sock?db=0", "unix:///somewhere/valkey.sock?db=1"),
        ("gw0", SOCKET, "unix:///somewhere/valkey.sock?db=0", "unix:///somewhere/valkey.sock?db=1"),
        ("gw7", SOCKET, "unix:///somewhere/valkey.sock?db=14", "unix:///somewhere/valkey.sock?db=15"),
        ("gw2", NETWORK, "redis://:password@127.0.0.1:6379/4", "redis://:password@127.0.0.1:6379/5"),
    ],
)
def test_each_worker_has_two_databases_of_the_valkey(monkeypatch, worker, given, cache, broker):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    if worker:
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    assert (workers.cache_url(given), workers.broker_url(given)) == (cache, broker)
    assert workers.broker_url(cache) == broker, "the programs that a test starts ask once more"


@pytest.mark.parametrize(
    ("options", "workers_wanted"),
    [({}, None), ({"keyword": "letter"}, 0), ({"markexpr": "slow"}, 0), ({"lf": True}, 0), ({"capture": "no"}, 0)],
)
def test_only_the_whole_suite_is_shared_out(options, workers_wanted):
    option = SimpleNamespace(**{"keyword": "", "markexpr": "", "lf": False, "capture": "fd"} | options)
    whole = SimpleNamespace(option=option, ArgsSource=pytest.Config.ArgsSource, args_source=None)
    whole.args_source = pytest.Config.ArgsSource.TESTPATHS
    assert pytest_workers.pytest_xdist_auto_num_workers(whole) == workers_wanted
    whole.args_source = pytest.Config.ArgsSource.ARGS
    assert pytest_workers.pytest_xdist_auto_num_workers(whole) == 0
