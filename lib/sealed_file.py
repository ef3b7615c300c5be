"""Files under MEDIA_ROOT that nobody reads without our keys: each encrypted for its own name, written whole or not at
all. A name is a UUID and a page; it says nothing about anybody."""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from lib.encryption import decrypt_bytes, encrypt_bytes

FOLDER = "berkas"
UNFINISHED = ".part"


def folder():
    return Path(settings.MEDIA_ROOT) / FOLDER


def path_of(name):
    return folder() / name[:2] / name


def write(name, data):
    """Encrypt and keep under this name, over an earlier one. Raises OSError, and then nothing new is there."""
    path = path_of(name)
    part = path.with_name(name + UNFINISHED)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with open(part, "wb", opener=_for_us_alone) as file:
            file.write(encrypt_bytes(data, name))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def read(name):
    """The content. Raises FileNotFoundError, and DecryptError where it is not what we wrote under this name."""
    return decrypt_bytes(path_of(name).read_bytes(), name)


def delete(name):
    path_of(name).unlink(missing_ok=True)


def older_than(moment):
    """(name, path) of everything written before that time, unfinished ones included."""
    for path in folder().glob("*/*"):
        with suppress(FileNotFoundError):  # somebody else was faster
            if path.stat().st_mtime < moment.timestamp():
                yield path.name.removesuffix(UNFINISHED), path


def _for_us_alone(path, flags):
    return os.open(path, flags, 0o600)


def _sync(directory):
    """Only then does the new name survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
