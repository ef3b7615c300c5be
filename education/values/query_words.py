"""What people type, in the words of the pages: one set of alternatives for each word that means something."""

import re
import unicodedata
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "content" / "kata_cari.txt"
MOST = 12
SHORTEST = 2


@cache
def _table():
    """(words that say nothing, {typed phrase: words of the pages}) as the file lists them."""
    silent, means = set(), {}
    for line in FILE.read_text().splitlines():
        plain, colon, typed = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        phrases = [plain_text(phrase) for phrase in typed.split(",")]
        if plain.strip() == "-":
            silent |= set(phrases)
        else:
            for phrase in phrases:
                means.setdefault(phrase, []).extend(plain.split())
    return silent, means


@cache
def _phrases():
    """The longest first: "g to g" is one thing and not three."""
    several = sorted((phrase for phrase in _table()[1] if " " in phrase), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, several))})\b") if several else re.compile(r"(?!)")


def plain_text(text):
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"\b([a-z]{3,})2\b", r"\1", text)  # cepat2
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def alternatives(typed):
    """[(the word typed, the words it may stand for)], without those that say nothing; at most a dozen."""
    silent, means = _table()
    text, found = plain_text(typed[:200]), []
    for match in _phrases().finditer(text):
        found.append((match.group(), means[match.group()]))
    for word in _phrases().sub(" ", text).split():
        bare = word.removesuffix("nya") if len(word) > 6 else word
        if word not in silent and bare not in silent and len(word) >= SHORTEST:
            found.append((word, list(dict.fromkeys([word, bare, *means.get(word, []), *means.get(bare, [])]))))
    return found[:MOST]
