import logging
import re

TOKEN_PATHS = re.compile(r"(/(?:mitra|kabar|lapor|surat)/)[^\s\"'?]+")
# What was typed into a search box of the admin or the CMS, which search by GET (decision 8).
SEARCH_WORDS = re.compile(r"([?&]q=)[^&\s\"']+")
LONG_DIGITS = re.compile(r"(?<!\d)\+?\d{9,16}(?!\d)")
# PostgreSQL quotes the whole row when a constraint fails: "Failing row contains (12, Siti, …)".
QUOTED_ROW = re.compile(r"DETAIL:.*?(?=\n\n|\nTraceback|\Z)", re.DOTALL)


class MaskSecrets(logging.Filter):
    """No token, search word, NIK or phone reaches a log, whoever writes the line, nor a row that a traceback quotes."""

    def filter(self, record):
        record.msg, record.args = mask(record.getMessage()), None
        if record.exc_info:
            record.exc_text = mask(logging.Formatter().formatException(record.exc_info))  # used as it stands
        return True


def mask(text):
    text = SEARCH_WORDS.sub(r"\1•••", QUOTED_ROW.sub("DETAIL: •••", text))
    return LONG_DIGITS.sub("•••", TOKEN_PATHS.sub(r"\1•••", text))
