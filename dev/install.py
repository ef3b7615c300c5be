"""`.venv` with exactly the locked packages. Runs on the system's Python, before anything is installed.

python3.11 dev/install.py
"""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

if __package__ is None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dev import processes
from dev.place import CHECKOUT, FONT

VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin/python"
DONE = VENV / "installed"  # names the lock files that it holds
UNFINISHED = VENV / "installing"  # a killed pip leaves packages that only look installed
LOCKS = [CHECKOUT / "requirements.txt", CHECKOUT / "requirements-dev.txt"]
NO_VENV = "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"


def fingerprint() -> str:
    content = b"".join(lock.read_bytes() for lock in LOCKS)
    return hashlib.sha256(content + os.fsencode(VENV) + sys.version.encode()).hexdigest()


def is_current(wanted: str) -> bool:
    return DONE.exists() and DONE.read_text() == wanted and subprocess.run([PYTHON, "-c", ""]).returncode == 0


def make_venv() -> None:
    """A new virtual environment, unless a whole one is there."""
    whole = not UNFINISHED.exists() and PYTHON.exists()
    if whole and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    print("Making .venv …", flush=True)
    if processes.run([sys.executable, "-m", "venv", "--clear", VENV]):
        raise SystemExit(NO_VENV)


def install() -> None:
    print("Installing the locked packages (about a minute, only the first time) …", flush=True)
    UNFINISHED.touch()
    options = ["--quiet", "--quiet", "--require-hashes", "--disable-pip-version-check", "--no-input"]
    files = [word for lock in LOCKS for word in ("-r", lock)]
    if processes.run([PYTHON, "-m", "pip", "install", *options, *files]):
        raise SystemExit("pip could not install the locked packages; its own words stand above.")
    UNFINISHED.unlink()
    FONT.unlink(missing_ok=True)  # made again from what is installed now


@contextlib.contextmanager
def alone():
    """Let a second `make` wait while the first one installs."""
    folder = CHECKOUT / ".local"
    folder.mkdir(exist_ok=True)
    with open(folder / "install.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - said here, in words, to whoever has an older one
        raise SystemExit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make PYTHON=…")
    with alone():
        wanted = fingerprint()
        if not is_current(wanted):
            DONE.unlink(missing_ok=True)
            make_venv()
            install()
            DONE.write_text(wanted)
        if not FONT.exists() and processes.run([PYTHON, "-m", "dev.fonts"], cwd=CHECKOUT):
            raise SystemExit("The heading font could not be made; the reason stands above.")


if __name__ == "__main__":
    with processes.stopped_by_signals():
        main()
