from lib.spreadsheet.refusal import Refusal, Refused

MOST_ROWS, MOST_COLUMNS, MOST_LETTERS, MOST_SCANNED = 20_000, 60, 500, 120_000


class Counter:
    """Counts filled rows over all sheets."""

    def __init__(self):
        self.rows = 0

    def count(self):
        self.rows += 1
        if self.rows > MOST_ROWS:
            raise Refused(Refusal.TOO_MANY_ROWS)


def shorten(text):
    return text[:MOST_LETTERS].replace("\0", "")
