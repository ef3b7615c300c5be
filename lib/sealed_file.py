"""Files under MEDIA_ROOT that nobody reads without our keys: each encrypted for its own name, written whole or not at
all. A name is a UUID and a page; it says nothing about anybody."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings

from lib import whole_file
from lib.encryption import decrypt_bytes, encrypt_bytes

FOLDER = "berkas"


def folder():
    return Path(settings.MEDIA_ROOT) / FOLDER


def path_of(name):
    return folder() / name[:2] / name


def write(name, data):
    """Encrypt and keep under this name, over an earlier one. Raises OSError, and then nothing new is there."""
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole_file.replace(path, encrypt_bytes(data, name))


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
                yield path.name.partition(".")[0], path
