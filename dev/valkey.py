"""The embedded Valkey (Redis protocol): broker and cache, reachable through one private socket only."""

import os
import socket
import time
from pathlib import Path

from dev.place import Place

CONFIGURATION = """\
port 0
unixsocket "{socket}"
unixsocketperm 700
daemonize yes
pidfile "{folder}/pid"
dir "{folder}"
logfile "{folder}/log"
save ""
appendonly {keeps}
maxmemory 256mb
maxmemory-policy noeviction
"""


class Valkey:
    variable = "REDIS_URL"

    def __init__(self, place: Place, program: Path, fast: bool = False):
        self.place, self.program = place, program
        self.folder = place.state / "valkey"
        self.socket = place.sockets / "valkey.sock"
        self.keeps = "no" if fast else "yes"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def is_up(self) -> bool:
        return self._ask("PING").startswith(b"+PONG")

    def start(self) -> None:
        if self._ask("PING"):  # it may answer "-LOADING" for a moment
            return self._wait(self.is_up)
        self.place.private(self.folder)
        self.socket.unlink(missing_ok=True)
        file = self.folder / "valkey.conf"
        file.write_text(CONFIGURATION.format(socket=self.socket, folder=self.folder, keeps=self.keeps))
        file.chmod(0o644)  # the folder itself is closed
        self.place.run(self.program, file)
        self._wait(self.is_up)

    def stop(self) -> None:
        if self._ask("PING"):
            self._ask("SHUTDOWN")
            self._wait(lambda: not (self.folder / "pid").exists())

    def _ask(self, command: str) -> bytes:
        """The first bytes of the answer; empty if nobody listens."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(10)
            try:
                connection.connect(os.fsencode(self.socket))
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(64)
            except OSError:
                return b""

    def _wait(self, is_done) -> None:
        deadline = time.monotonic() + 20
        while not is_done():
            if time.monotonic() > deadline:
                log = self.folder / "log"
                raise SystemExit(f"Valkey does not follow. The end of {log}:\n{log.read_text()[-1500:]}")
            time.sleep(0.02)
