"""How easy Indonesian text is to read: short sentences, short words, no officialese. A hint for writers, no verdict."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

WORDS_FILE = Path(__file__).parent / "kata_sulit.toml"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")
BREAKS = re.compile(r"</(?:p|li|h\d|blockquote|dd|dt)>|<br\s*/?>", re.IGNORECASE)
MARKUP = re.compile(r"<[^>]+>")
# Up to here nothing is taken off: half of our readers left school after nine years.
EASY_SENTENCE, EASY_WORD = 8, 5.5
LONG_SENTENCE = 20


class Reading(NamedTuple):
    score: int  # 100 is easiest
    words: int
    words_per_sentence: float
    letters_per_word: float
    long_sentences: list[str]
    officialese: list[tuple[str, str]]  # (what stands there, what to write instead)

    @property
    def level(self):
        return "mudah" if self.score >= 75 else "cukup" if self.score >= 55 else "sulit"


def read(html: str) -> Reading:
    """Measure text, with or without markup."""
    text = MARKUP.sub(" ", BREAKS.sub("\n", html))
    sentences = [found.strip() for found in SENTENCE_END.split(text) if WORD.search(found)]
    words = WORD.findall(text)
    if not words:
        return Reading(100, 0, 0, 0, [], [])
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(len, words)) / len(words)
    hard = officialese(text)
    off = 2.5 * max(0, per_sentence - EASY_SENTENCE) + 20 * max(0, per_word - EASY_WORD) + 250 * len(hard) / len(words)
    long = [sentence for sentence in sentences if len(WORD.findall(sentence)) > LONG_SENTENCE]
    score = round(max(0, min(100, 100 - off)))
    return Reading(score, len(words), round(per_sentence, 1), round(per_word, 1), long, hard)


def officialese(text: str) -> list[tuple[str, str]]:
    """Each hard word once, in the order of the text, with the plain one."""
    found = dict.fromkeys(match[0].lower() for match in _pattern().finditer(text))
    return [(word, plain_words()[" ".join(word.split())]) for word in found]


@cache
def plain_words() -> dict[str, str]:
    return tomllib.loads(WORDS_FILE.read_text())["ganti"]


@cache
def _pattern():
    longest_first = sorted(plain_words(), key=len, reverse=True)
    either = "|".join(word.replace(" ", r"\s+") for word in longest_first)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
