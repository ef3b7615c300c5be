"""The pairs written by hand, from the text file beside this one."""

from pathlib import Path

from pangkalpinang_pmi.judging.names import Pair

FIELDS = ("name", "birth_date", "sex", "kelurahan", "nik", "passport", "phone")


def pairs():
    kind = ""
    lines = Path(__file__).with_name("names_by_hand.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            truth, a, b = line.split(" | ")
            yield Pair(f"line-{number}", _record(a), _record(b), truth == "same", kind)


def _record(text):
    values = (value.strip() for value in text.split(";"))
    return {name: value for name, value in zip(FIELDS, values, strict=False) if value}
