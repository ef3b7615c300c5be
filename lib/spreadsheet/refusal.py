from enum import StrEnum


class Refusal(StrEnum):
    """Why a spreadsheet is not taken; the sentences for people stand where the form is."""

    EMPTY = "EMPTY"
    TOO_BIG = "TOO_BIG"
    OLD_EXCEL = "OLD_EXCEL"
    LOCKED = "LOCKED"
    MACROS = "MACROS"
    OTHER_OFFICE = "OTHER_OFFICE"
    PICTURE = "PICTURE"
    WEB_PAGE = "WEB_PAGE"
    UNKNOWN = "UNKNOWN"
    BROKEN = "BROKEN"
    BOMB = "BOMB"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    TOO_COMPLEX = "TOO_COMPLEX"


class Refused(Exception):
    def __init__(self, refusal):
        super().__init__(refusal)
        self.refusal = refusal
