"""The words of a name that say who somebody is: titles and degrees taken away, short forms written out."""

import re
import unicodedata
from functools import lru_cache
from itertools import dropwhile
from pathlib import Path
from typing import NamedTuple

from cases.values.spelling import sound

HEADS = ("titles", "degrees", "fathers_name", "empty", "light", "common")


def _read_lists():
    lines = Path(__file__).with_name("name_words.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {head: frozenset(words.split()) for head, _, words in rows}


LISTS = _read_lists()
SHORT = {short: head for head, words in LISTS.items() if head not in HEADS for short in words}
CERTAIN_DEGREES = re.compile(r"[\s,]+(?:S|M|A)\.?\s?(?:Pd|Kom|Sos|Ag|Kep|Keb|Kes|Hum|Farm|Psi|Md|IP|KM)\b[.\sA-Za-z]*$")
LONGEST, LONGEST_WORD, MOST_WORDS, MOST_NAMES = 300, 30, 12, 4  # what is longer was not typed by a hand
ALIAS = re.compile(r"\b(?:alias|als|aka|a\.k\.a|dipanggil|panggilan)\b\.?|[@/()\[\]]", re.IGNORECASE)
ABDUL = re.compile(r"^abd(?:u|oe|ul)?([rsznldt])\1(\w{3,})$")
DIGITS = str.maketrans("0135", "oles")
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏкмтвнАЕОРСУХІЈЅКМТВНαοερικνΑΟΕΡΙΚΝΜΤΒΗ", "aeopcyxijsdhlkmtbhAEOPCYXIJSKMTBHaoepiknAOEPIKNMTBH"
)
APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʻ"))


class Word(NamedTuple):
    text: str  # as written, in plain small letters, short forms written out
    sound: str
    is_initial: bool = False
    is_fathers: bool = False  # after bin or binti: often left out


@lru_cache(maxsize=20_000)
def names_of(text):
    """The names in a line, each a tuple of Words: more than one where an alias is written beside the first."""
    read = [_plain_words(part) for part in ALIAS.split(text[:LONGEST])[:MOST_NAMES]]
    found = tuple(filter(None, map(_words, read)))
    return found or tuple((Word(one[0], sound(one[0])),) for one in read if one)[:1] or _in_own_script(text)


def _in_own_script(text):
    """Chinese or Arabic letters cannot be read here; whoever writes the same ones means the same."""
    letters = "".join(letter for letter in text[:LONGEST] if letter.isalpha())[:LONGEST_WORD]
    return ((Word(letters, letters),),) if letters else ()


def plain(text):
    """Latin letters without accents; what only looks like one is read as one, what cannot be seen is dropped."""
    text = unicodedata.normalize("NFKD", text.translate(LOOKALIKES).translate(APOSTROPHES))
    return "".join(
        letter for letter in text if not unicodedata.category(letter).startswith(("M", "C")) or letter == " "
    )


def _plain_words(text):
    text = _without_degrees(re.sub(r"\s+", " ", plain(re.sub(r"\s", " ", text)))).lower()
    words = (_without_digits(word) for word in re.findall(r"[a-z0-9]+", text))
    return [SHORT.get(word, word[:LONGEST_WORD]) for word in words if word][:MOST_WORDS]


def _words(plain_words):
    """Without titles in front; a title that stands alone is a name, as Bujang and Nona are."""
    named = list(dropwhile(LISTS["titles"].__contains__, plain_words))
    marks = LISTS["fathers_name"]
    fathers = next((place for place, word in enumerate(named) if word in marks), len(named))
    kept = [(w, place > fathers) for place, w in enumerate(named) if w not in marks and w not in LISTS["empty"]]
    return tuple(Word(part, sound(part), len(part) == 1, late) for word, late in kept for part in _parts(word))


def _parts(word):
    """Abdurrahman is Abdul Rahman."""
    joined = ABDUL.match(word)
    return ("abdul", joined[1] + joined[2]) if joined else (word,)


def _without_digits(word):
    """0 typed for O, 1 for l: digits inside a word; a word of digits alone is no name."""
    return "" if word.isdigit() else word.translate(DIGITS).translate(str.maketrans("", "", "0123456789"))


def _is_degree(word):
    return "." in word or word.lower() in LISTS["degrees"]


def _without_degrees(text):
    head, comma, tail = text.partition(",")
    if comma and head.strip() and all(map(_is_degree, re.findall(r"[^\s,]+", tail))):
        text = head
    text = CERTAIN_DEGREES.sub("", text) or text
    words = text.split()
    while len(words) > 2 and re.fullmatch(r"S\.?[EHT]\.?|M\.?[MTH]\.?|M\.?Si\.?|S\.?Si\.?", words[-1]):
        words.pop()
    return " ".join(words)
