"""`make run`: set up, start web, worker and beat, say where; Ctrl-C or SIGTERM ends all of it.

python -m dev.run
"""

import contextlib
import http.client
import os
import socket
import sys

from dev import environment, prepared, processes, servers
from dev.place import CHECKOUT
from dev.supervisor import Supervisor

PASSWORD = "demo-pangkalpinang-2026"
CULPRIT = "The {} ended by itself, so everything was stopped; its own words stand above."
ACCOUNTS = (
    ("ketua.rt", "Ketua RT 003 / RW 02"),
    ("ketua.rw", "Ketua RW 02"),
    ("kelurahan", "Kelurahan Tua Tunu Indah"),
    ("kelurahan.dua", "Kelurahan Tua Tunu Indah, petugas kedua"),
    ("kelurahan.lain", "Kelurahan Opas Indah"),
    ("kecamatan", "Kecamatan Gerunggang"),
    ("disnaker", "Disnaker, petugas kasus"),
    ("kadis", "Kepala Disnaker"),
    ("dinsos", "Dinas Sosial / UPTD PPA"),
    ("bp3mi", "BP3MI Sumatera Selatan"),
    ("walikota", "Wali Kota"),
    ("redaksi", "Redaksi edukasi"),
    ("penulis", "Penulis edukasi"),
    ("kader", "Kader RW 02"),
    ("admin", "Administrator sistem"),
)


def main() -> int:
    port = wanted_port()
    is_ours = not environment.given("DATABASE_URL")
    environment.complete(demo=not environment.exported("DATABASE_URL"))
    use_port_in_links(port)
    try:
        servers.provide("run", complete=True)
        if not prepare(is_ours):
            return 1
        culprit = serve(port)
    except processes.Stopped:
        culprit = ""
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(CULPRIT.format(culprit) if culprit else "\nStopped.", flush=True)
    return 1 if culprit else 0  # stopped as asked: make has nothing to report


def prepare(is_ours: bool) -> bool:
    """Database and static files, in a Django of its own; that costs seconds, so only when there is something to do."""
    if is_ours and prepared.is_current():
        return True
    if processes.run([sys.executable, "-m", "dev.prepare"], cwd=CHECKOUT):
        return False
    if is_ours:
        prepared.remember()
    return True


def wanted_port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise SystemExit(f"PORT={given} is no port number; try: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except PermissionError:
            raise SystemExit(f"Port {given} is not open to this user; try: make run PORT=8000") from None
        except OSError:
            raise SystemExit(f"Port {given} is taken; try: make run PORT={int(given) % 60000 + 1}") from None
    return int(given)


def use_port_in_links(port: int) -> None:
    """The SITE_URL that `.env` was born with names port 8000; any other one is somebody's decision."""
    if environment.given("SITE_URL") in {"", "http://127.0.0.1:8000"}:
        os.environ["SITE_URL"] = f"http://127.0.0.1:{port}"


def commands(port: int) -> dict[str, list[str]]:
    """The three programs, quiet unless something is wrong."""
    python = (sys.executable, "-W", "ignore:You're running the worker with superuser privileges")
    web = f"--bind 127.0.0.1:{port} --worker-class gthread --workers 2 --threads 4 --graceful-timeout 3"
    celery = ("-m", "celery", "--quiet", "--app", "pangkalpinang_pmi.celery")
    worker = "worker --loglevel WARNING --concurrency 2 --without-mingle --without-gossip"
    beat = f"beat --loglevel WARNING --schedule .local/run/beat-{port} --pidfile="
    quiet = ("--no-control-socket", "--log-level", "warning")
    return {
        "web": [*python, "-m", "gunicorn", *web.split(), *quiet, "pangkalpinang_pmi.wsgi:application"],
        "worker": [*python, *celery, *worker.split()],
        "beat": [*python, *celery, *beat.split()],
    }


def serve(port: int) -> str:
    """Run the three programs until one ends, and name that one, or until we are told to stop; then none is left."""
    (CHECKOUT / ".local/run").mkdir(parents=True, exist_ok=True)
    welcome = banner(port, demo=environment.is_demo())
    supervisor = Supervisor(commands(port), is_up=lambda: answers(port), welcome=welcome)
    supervisor.loop()
    return supervisor.ended_first


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/sehat/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def banner(port: int, demo: bool) -> str:
    lines = ["", f"  The portal answers at http://127.0.0.1:{port}/ (staff: /masuk/). Ctrl-C stops it."]
    if demo:
        lines += ["", f"  Demo accounts, password {PASSWORD}:"]
        lines += [f"    {name:<15} {office}" for name, office in ACCOUNTS]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    with processes.stopped_by_signals():
        sys.exit(main())
