"""The embedded PostgreSQL: one cluster, reachable through one private socket folder only."""

import contextlib
import os
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from dev.place import Place

NAME = "pmi"
READY, STARTING = 0, 1  # exit codes of pg_isready
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",  # nobody follows this server
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    # A statement may hold names and numbers: nothing of it may stand in the server's log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
CARELESS = {  # for throw-away data
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # it would visit each of a hundred copies
}
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class Postgres:
    variable = "DATABASE_URL"

    def __init__(self, place: Place, programs: Path, fast: bool = False):
        self.place, self.programs = place, programs
        self.data = place.state / "postgres"
        self.settings = SETTINGS | (CARELESS if fast else {})

    @property
    def url(self) -> str:
        # The socket folder stands in the query: django-environ does not unquote a host such as %2Ftmp.
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self.place.sockets))}"

    def state(self) -> int:
        """What pg_isready says; `pg_ctl status` would only look whether a process has the recorded number."""
        return self._run("pg_isready", "-q", "-h", self.place.sockets, "-U", NAME, "-d", NAME).returncode

    def is_up(self) -> bool:
        return self.state() == READY

    def start(self) -> None:
        if not self.is_up():
            if not self.data.exists():
                self._create()
            self._configure()
            self._launch()
        if self._sql(NAME, "select 1"):
            self._sql("postgres", f"create database {NAME}")

    def stop(self) -> None:
        for mode in ("fast", "immediate"):
            if self.state() not in {READY, STARTING}:
                break
            self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", "20", "stop")

    def _create(self) -> None:
        """Build the cluster beside its place and move it there whole, in case we are killed in the middle."""
        draft = self.data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        self.place.private(draft)
        done = self._run(
            "initdb", "-D", draft, "-U", NAME, "--auth=trust", *LOCALE, "--no-sync",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"PostgreSQL could not make its data folder:\n{done.stdout[-1500:]}")
        draft.rename(self.data)

    def _configure(self) -> None:
        """Write every setting anew: the checkout may have moved, and with it the socket folder."""
        settings = self.settings | {"unix_socket_directories": str(self.place.sockets)}
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        (self.data / "postgresql.conf").write_text("".join(lines))

    def _launch(self) -> None:
        """Start, and again for a while: after a `kill -9` the old processes need a moment to go."""
        self._forget_dead_server()
        self._remake_memory()
        deadline = time.monotonic() + 15
        log = self.data / "server.log"
        while self._run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-s", "-l", log, "start").returncode:
            if time.monotonic() > deadline:
                raise SystemExit(f"PostgreSQL did not start. The end of {log}:\n{log.read_text()[-1500:]}")
            time.sleep(0.2)

    def _forget_dead_server(self) -> None:
        """Drop a stale pid file whose number belongs to another program by now (after a power cut)."""
        file = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            number = int(file.read_text().splitlines()[0])
            if os.fsencode(self.data) not in command_line(number):
                file.unlink()

    def _remake_memory(self) -> None:
        """A folder in memory (dev/tablespace.py) went with a restart of the machine: recovery writes into it again."""
        for link in (self.data / "pg_tblspc").iterdir():
            self.place.private(link.readlink())

    def _sql(self, database: str, statement: str) -> int:
        return self._run("psql", "-h", self.place.sockets, "-U", NAME, "-d", database, "-qXc", statement).returncode

    def _run(self, program: str, *arguments, **options) -> subprocess.CompletedProcess:
        return self.place.run(self.programs / program, *arguments, **options)


def command_line(number: int) -> bytes:
    """What a process was started with; empty if there is none."""
    if Path("/proc/self/cmdline").exists():
        return Path(f"/proc/{number}/cmdline").read_bytes() if Path(f"/proc/{number}").exists() else b""
    return subprocess.run(["ps", "-o", "command=", "-p", str(number)], capture_output=True).stdout
