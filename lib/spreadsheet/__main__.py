"""Reads one spreadsheet from standard input in a process of its own, with little memory and time to spend."""

import json
import resource
import sys

from lib.spreadsheet import text, xlsx
from lib.spreadsheet.kind import Kind, kind_of
from lib.spreadsheet.refusal import Refusal, Refused

MEMORY, SECONDS = 900 << 20, 60


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    head = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    data = sys.stdin.buffer.read()
    try:
        answer = {"sheets": (xlsx if kind_of(data) == Kind.XLSX else text).read(data, head)}
    except Refused as refused:
        answer = {"refused": refused.refusal}
    except MemoryError:
        answer = {"refused": Refusal.TOO_COMPLEX}
    json.dump(answer, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
