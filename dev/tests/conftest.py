import os
import shutil
import signal

import pytest

from dev import workers
from dev.place import CHECKOUT
from dev.servers import Servers

LOCAL = (
    CHECKOUT / ".local" / f"selftest-{workers.name()}"
)  # not pytest's folder in /tmp: the servers' account may not enter that


@pytest.fixture(scope="session")
def make_servers():
    """Servers in a place of their own; every place is emptied at the end."""
    made = []

    def make(name="shared", local=LOCAL, fast=True):
        made.append(Servers(name, fast=fast, local=local))
        return made[-1]

    yield make
    for servers in made:
        servers.stop()
        shutil.rmtree(servers.place.sockets, ignore_errors=True)
        shutil.rmtree(servers.place.state, ignore_errors=True)
    shutil.rmtree(LOCAL, ignore_errors=True)


@pytest.fixture
def bare_environment():
    """What a fresh terminal has: no settings of ours."""
    ours = ("DATABASE_URL", "REDIS_URL", "DEMO", "DJANGO_SETTINGS_MODULE", "MAKELEVEL", "PORT", "SITE_URL")
    return {name: value for name, value in os.environ.items() if name not in ours}


@pytest.fixture(autouse=True)
def _at_a_terminal():
    """What these tests start hears a hang-up, also where the whole suite runs under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)
