from enum import StrEnum


class Refusal(StrEnum):
    """Why a file is not taken. What the person reads stands in `cases.forms.upload`."""

    EMPTY = "EMPTY"
    TOO_BIG = "TOO_BIG"  # more bytes than we take
    UNKNOWN = "UNKNOWN"  # none of our kinds by its first bytes, whatever its name says
    BROKEN = "BROKEN"  # truncated, or not what its first bytes promise
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"
    LOCKED = "LOCKED"  # a PDF with a password
    TOO_COMPLEX = "TOO_COMPLEX"  # took more time or memory than any honest file needs


class Refused(Exception):
    def __init__(self, refusal):
        super().__init__(refusal.value)
        self.refusal = refusal
