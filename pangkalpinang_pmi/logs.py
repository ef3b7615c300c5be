import logging
import re

TOKEN_PATHS = re.compile(r"(/(?:mitra|kabar|lapor|surat)/)[^\s\"'?]+")
LONG_DIGITS = re.compile(r"(?<!\d)\+?\d{9,16}(?!\d)")
# PostgreSQL quotes the whole row when a constraint fails: "Failing row contains (12, Siti, …)".
QUOTED_ROW = re.compile(r"DETAIL:.*?(?=\n\n|\nTraceback|\Z)", re.DOTALL)


class MaskSecrets(logging.Filter):
    """No token, NIK or phone number reaches a log, whoever writes the line, and no row that a traceback quotes."""

    def filter(self, record):
        record.msg, record.args = mask(record.getMessage()), None
        if record.exc_info:
            record.exc_text = mask(logging.Formatter().formatException(record.exc_info))  # used as it stands
        return True


def mask(text):
    text = QUOTED_ROW.sub("DETAIL: •••", text)
    return LONG_DIGITS.sub("•••", TOKEN_PATHS.sub(r"\1•••", text))
