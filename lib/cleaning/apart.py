import io
import json
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lib.cleaning.kind import Kind
from lib.cleaning.refusal import Refusal, Refused
from lib.upload_handler import MAX_BYTES

ROOT = Path(__file__).parents[2]
SECONDS = 30
# One after the other: a picture unpacks to hundreds of megabytes, and eight of them arrive at once some day.
one_at_a_time = threading.Lock()


class Cleaned(NamedTuple):
    """An accepted file: what it was, its pages as JPEG, and the fingerprint of what was handed in."""

    kind: Kind
    pages: list
    sha256: str


def clean(data):
    """The file as pages we made ourselves, opened in a process of its own. Raises Refused."""
    if len(data) > MAX_BYTES:
        raise Refused(Refusal.TOO_BIG)
    command = [sys.executable, "-B", "-m", "lib.cleaning"]
    try:
        with one_at_a_time:
            done = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, env={}, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Refused(Refusal.TOO_COMPLEX) from None
    if done.returncode:  # ended by a limit, or brought down by what it read
        raise Refused(Refusal.TOO_COMPLEX)
    answer, _, rest = done.stdout.partition(b"\n")
    answer = json.loads(answer)
    if "refused" in answer:
        raise Refused(Refusal(answer["refused"]))
    read = io.BytesIO(rest).read
    return Cleaned(Kind(answer["kind"]), [read(size) for size in answer["sizes"]], sha256(data).hexdigest())
