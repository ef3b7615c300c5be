"""PostgreSQL and Valkey for a checkout: started by the first process that needs them, stopped by the last.

python -m dev.servers status|stop [run|test]
"""

import atexit
import fcntl
import os
import signal
import sys

from dev import environment
from dev.place import CHECKOUT, Place, is_installed
from dev.postgres import Postgres
from dev.processes import signals_deferred
from dev.valkey import Valkey


class Servers:
    """The embedded servers of one place, and who uses them: every process holds a shared lock on one file."""

    def __init__(self, name: str, fast: bool = False, local=CHECKOUT / ".local"):
        self.place = Place(name, local)
        programs, valkey = self.place.binaries()
        self.all = (Postgres(self.place, programs, fast), Valkey(self.place, valkey, fast))
        self.presence = None
        self.user = os.getpid()

    def enter(self, variables) -> dict[str, str]:
        """Use these servers until `leave`; start those that are down. Gives the settings leading there."""
        wanted = [server for server in self.all if server.variable in variables]
        with self.place.lock():
            self.place.private(self.place.sockets)
            self.presence = open(self.place.state / "users", "w")  # noqa: SIM115 - held until we leave
            fcntl.flock(self.presence, fcntl.LOCK_SH)
            for server in wanted:
                server.start()
        return {server.variable: server.url for server in wanted}

    def leave(self) -> None:
        """Stop the servers if nobody else uses them. A forked child has nothing to leave."""
        if self.presence is None or os.getpid() != self.user:
            return
        with signals_deferred(), self.place.lock():
            if self._is_last():
                self.stop()
            self.presence.close()
            self.presence = None

    def _is_last(self) -> bool:
        try:
            fcntl.flock(self.presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def is_used(self) -> bool:
        """True while any process is between `enter` and `leave`."""
        self.place.state.mkdir(parents=True, exist_ok=True)
        with open(self.place.state / "users", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def stop(self) -> None:
        for server in reversed(self.all):
            server.stop()


def provide(name: str, *, fast: bool = False, complete: bool = False) -> None:
    """Point DATABASE_URL and REDIS_URL at this checkout's own servers, unless they are set already.

    A set DATABASE_URL is the whole answer, except with `complete`: then what is still missing is embedded.
    The tests look at the real environment only, so that they never reach what a `.env` points at.
    """
    given = environment.given if name == "run" else environment.exported
    if environment.exported("DATABASE_URL"):
        os.environ.setdefault("DEMO", "0")  # the DEMO of `.env` was meant for the embedded database
    missing = [variable for variable in ("DATABASE_URL", "REDIS_URL") if not given(variable)]
    if missing and is_installed() and (complete or "DATABASE_URL" in missing):
        os.environ.update(_enter_until_exit(name, fast, missing))


def _enter_until_exit(name: str, fast: bool, variables) -> dict[str, str]:
    servers = Servers(name, fast)
    _leave_when_killed(servers)
    with signals_deferred():
        atexit.register(servers.leave)
        return servers.enter(variables)


def _leave_when_killed(servers: Servers) -> None:
    """SIGTERM and SIGHUP end Python without its exit handlers: leave first, then end the same way."""

    def leave(number, frame):
        servers.leave()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, leave)


def main(action: str, name: str = "run") -> None:
    servers = Servers(name)
    if action == "stop":
        with servers.place.lock():
            servers.stop()
    for server in servers.all:
        print(f"{server.variable}={server.url}  # {'up' if server.is_up() else 'down'}")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1] not in {"status", "stop"}:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
