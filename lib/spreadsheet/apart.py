"""Opening a stranger's spreadsheet where it can do no harm."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from lib.spreadsheet.refusal import Refusal, Refused

ROOT = Path(__file__).parents[2]
SECONDS = 90
MOST_BYTES = 10 * 1024 * 1024


class Sheet(NamedTuple):
    name: str
    rows: list  # (number, cells): what stands in a row, by the number a spreadsheet shows beside it


def read(data, head=0):
    """The visible sheets, read in a process of its own; with `head` only their first rows. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused(Refusal.TOO_BIG)
    command = [sys.executable, "-B", "-m", "lib.spreadsheet", str(head)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, env={}, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Refused(Refusal.TOO_COMPLEX) from None
    if done.returncode:  # ended by a limit, or brought down by what it read
        raise Refused(Refusal.TOO_COMPLEX)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(Refusal(answer["refused"]))
    return [Sheet(name, [(number, cells) for number, cells in rows]) for name, rows in answer["sheets"]]
