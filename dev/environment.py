"""The `.env` of a checkout: written once with random secrets, readable by its owner only."""

import base64
import os
import re
import secrets
from pathlib import Path

from dev.place import CHECKOUT

FILE = CHECKOUT / ".env"
HEAD = "# Made by `make run`. `.env.example` explains every setting.\n"
ASSIGNMENT = re.compile(r"^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$", re.MULTILINE)
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(b"b" * 32).decode()
FOR_TESTS = {
    "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 4,
    "FIELD_KEYS": f"1:{KEY}",
    "BLIND_INDEX_KEYS": f"1:{OTHER_KEY}",
    "RECEIPT_KEY": KEY,
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "DEBUG": "False",
    "DEMO": "False",
}


def read(file: Path | None = None) -> dict[str, str]:
    """The values of a `.env` that are not empty."""
    file = file or FILE
    text = file.read_text() if file.exists() else ""
    return {name: value.strip("'\"") for name, value in ASSIGNMENT.findall(text) if value.strip("'\"")}


def given(name: str) -> str:
    """A setting from the environment or, failing that, from `.env`."""
    return exported(name) or read().get(name, "")


def exported(name: str) -> str:
    """A setting from the environment alone; django-environ reads `NAME_FILE` too, so that counts."""
    return os.environ.get(name) or os.environ.get(f"{name}_FILE", "")


def is_demo() -> bool:
    return given("DEMO").lower() in {"true", "on", "ok", "y", "yes", "1"}  # as django-environ understands it


def key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def new_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_KEYS": f"1:{key()}",
        "BLIND_INDEX_KEYS": f"1:{key()}",
        "RECEIPT_KEY": key(),
    }


def complete(file: Path = FILE, demo: bool = True) -> None:
    """Write what a first start needs; never touch a value that is there."""
    values = new_secrets()
    if not file.exists():
        values |= {"ALLOWED_HOSTS": "127.0.0.1,localhost", "SITE_URL": "http://127.0.0.1:8000"}
        values |= {"DEMO": "1"} if demo else {}
    missing = {name: value for name, value in values.items() if name not in read(file)}
    if not missing:
        return
    old = file.read_text() if file.exists() else HEAD
    lines = [f"{name}={value}" for name, value in missing.items()]
    _write(file, "\n".join([old.rstrip("\n"), *lines, ""]))


def _write(file: Path, text: str) -> None:
    """Replace the file in one step, closed to others from its first byte on."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(text)
    draft.replace(file)
