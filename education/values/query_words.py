"""What people type, in the words of the pages: one set of alternatives for each word that means something."""

import re
import unicodedata
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "content" / "kata_cari.txt"
MOST = 12
SHORTEST = 2
SUM = re.compile(r"\b\d+ ?(?:jt|juta)\b")  # how much says nothing about what, but that it is money
# "3 bulan": how long says nothing about what. Of years only few: more are somebody's age.
FOR_HOW_LONG = re.compile(
    r"\b(?:(?:\d+|setengah|beberapa) (?:menit|hari|minggu|bulan)"
    r"|(?:\d|1[0-2]|setengah|beberapa) (?:tahun|thn|th))\b"
)


@cache
def _table():
    """(words that say nothing, {spelling: word}, {typed phrase: words of the pages}) as the file lists them."""
    silent, same, means = set(), {}, {}
    for line in FILE.read_text().splitlines():
        plain, colon, typed = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        phrases = [plain_text(phrase) for phrase in typed.split(",")]
        if plain.strip() == "-":
            silent |= set(phrases)
        elif plain.startswith("="):
            same |= dict.fromkeys(phrases, plain.removeprefix("=").strip())
        else:
            for phrase in phrases:
                means.setdefault(phrase, []).extend(plain.split())
    return silent, same, means


@cache
def _phrases():
    """The longest first: "g to g" is one thing and not three."""
    several = sorted((phrase for phrase in _table()[2] if " " in phrase), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, several))})\b") if several else re.compile(r"(?!)")


def plain_text(text):
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"\b([a-z]{3,})2\b", r"\1", text)  # cepat2
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def alternatives(typed):
    """[(the word typed, the words it may stand for)], without those that say nothing; at most a dozen."""
    silent, same, means = _table()
    text, found = SUM.sub("juta", plain_text(typed[:200])), []
    text = _phrases_of(text, means, found)  # as typed first: the g of "g to g" is no "nggak"
    text = " ".join(same.get(word, word) for word in text.split())
    text = " ".join(FOR_HOW_LONG.sub(" ", text).split())
    for word in _phrases_of(text, means, found).split():
        bare = word.removesuffix("nya") if len(word) > 6 else word
        if word not in silent and bare not in silent and len(word) >= SHORTEST:
            found.append((word, list(dict.fromkeys([word, bare, *means.get(word, []), *means.get(bare, [])]))))
    return found[:MOST]


def _phrases_of(text, means, found):
    """What is left of the text; the phrases go into `found`."""
    found += [(match.group(), means[match.group()]) for match in _phrases().finditer(text)]
    return _phrases().sub(" ", text)
