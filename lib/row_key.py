"""Keys of rows as they come in addresses and forms: text that anybody may have typed."""

import re

KEY = re.compile(r"[0-9]{1,18}")  # what fits into a key column; Python itself refuses to read 4,301 digits


def row_key(text):
    """The number, or None, which finds no row, for what can be no key."""
    return int(text) if KEY.fullmatch(text or "") else None
