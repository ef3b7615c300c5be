"""The process that opens what strangers hand in: bytes in, one line of JSON and the pages out. It holds no key, no
connection and no file, and the system ends it when it takes more than an honest file needs."""

import json
import resource
import sys

from lib.cleaning.clean import clean
from lib.cleaning.refusal import Refusal, Refused

SECONDS = 20
MEMORY = 1_200_000_000
LIMITS = (
    (resource.RLIMIT_CPU, SECONDS),
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
)


def main():
    for limit, value in LIMITS:
        resource.setrlimit(limit, (value, value))
    data = sys.stdin.buffer.read()
    try:
        kind, pages = clean(data)
    except MemoryError:
        answer, pages = {"refused": Refusal.TOO_COMPLEX}, []
    except Refused as error:
        answer, pages = {"refused": error.refusal}, []
    else:
        answer = {"kind": kind, "sizes": [len(page) for page in pages]}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(pages))


main()
