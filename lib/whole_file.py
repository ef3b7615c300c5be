"""Files that are there whole or not at all: whoever reads meets the old one or the new one, whatever stops us."""

import os
import secrets
from contextlib import suppress

UNFINISHED = ".part"


def replace(path, content, *, mode=0o600, is_spare=False):
    """Write `path` anew. Raises OSError, and then the old one stands. A spare copy need not survive a power cut."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(content)
            file.flush()
            if not is_spare:
                os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    if not is_spare:
        _sync(path.parent)


def _sync(directory):
    """Only then does the new name survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
