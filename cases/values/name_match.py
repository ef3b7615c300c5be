"""Do two lines name the same human? Word by word, in any order, under any spelling."""

from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cases.values.name_form import LISTS, Word, names_of
from cases.values.spelling import distance, is_same_word, is_slip, sound, unlikeness
from cases.values.syllables import is_one_character, is_syllable

VERY_COMMON = frozenset({"muhammad", "siti", "nur", "abdul", "ahmad", "sri", "andi"})
OFTEN, RARE, SHORT_WORD, LETTER, ALMOST_NOTHING = 1.6, 3.4, 2.2, 0.5, 0.8
LONG_ENOUGH_TO_JOIN, SHORTEST_BEGINNING = 6, 5
ALIKE, HALF_ALIKE, UNLIKE, NOTHING_IN_COMMON = 3.6, 6.0, 10.0, -9.0


class Level(StrEnum):
    EQUAL = "EQUAL"  # every word, at most spelt otherwise
    PART = "PART"  # all words of the shorter name stand in the longer one
    SLIP = "SLIP"  # every word finds its own, but for slips
    SOME = "SOME"  # some words agree, others contradict each other
    NONE = "NONE"
    UNKNOWN = "UNKNOWN"


class Kind(StrEnum):
    SAME = "SAME"
    READING = "READING"  # another reading of the same Chinese character
    LETTER = "LETTER"  # a word and its first letter
    SLIP = "SLIP"


class NameMatch(NamedTuple):
    level: Level
    weight: float
    substance: float = 0.0  # how much the words in common say: one common word says little
    is_turned: bool = False
    is_respelt: bool = False


NOT_KNOWN = NameMatch(Level.UNKNOWN, 0.0)


def compare(names, others):
    """The best agreement between any name of one record and any of the other."""
    return _best(tuple(names), tuple(others))


@lru_cache(maxsize=20_000)  # many are called alike
def _best(names, others):
    found = [_compare(one, other) for one in _all(names) for other in _all(others)]
    return max(found, key=lambda match: match.weight, default=NOT_KNOWN)


def _all(lines):
    return [name for line in lines for name in names_of(line)]


def _compare(one, other):
    one, other = _join_words(one, other), _join_words(other, one)
    pairs = _pair(one, other)
    used, taken = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    left = [word for place, word in enumerate(one) if place not in used]
    right = [word for place, word in enumerate(other) if place not in taken]
    kinds = {kind for _, _, kind in pairs}
    substance = sum(_says(one[i], other[j], kind) for i, j, kind in pairs)
    level = _level(pairs, left, right, kinds)
    places = [j for i, j, _ in sorted(pairs)]
    respelt = kinds != {Kind.SAME} or any(one[i].text != other[j].text for i, j, _ in pairs)
    return NameMatch(level, _weigh(level, substance, left, right, kinds), substance, places != sorted(places), respelt)


def _level(pairs, left, right, kinds):
    if not pairs:
        return Level.NONE
    if left and right:
        return Level.SOME
    if Kind.SLIP in kinds:
        return Level.SLIP if not (left or right) or len(pairs) > 1 else Level.SOME
    if left or right:
        return Level.PART
    return Level.EQUAL if Kind.READING not in kinds else Level.SLIP


def _weigh(level, substance, left, right, kinds):
    """Evidence for one human, in the logarithms that all evidence is added up in."""
    if level == Level.NONE:
        return NOTHING_IN_COMMON
    if level == Level.SOME:
        return max(substance * 0.7 - _contradiction(left, right), NOTHING_IN_COMMON)
    extra = sum(_alone(word) for word in (*left, *right))
    slips = 1.5 * (Kind.SLIP in kinds) + 0.8 * (Kind.READING in kinds)
    return 3.0 + substance - 1.2 * min(extra, 2) - slips


def _contradiction(left, right):
    """What it says against one human that both have a word the other lacks: little where the two are nearly alike."""
    apart = sorted((unlikeness(one.sound, other.sound), one, other) for one in left for other in right)
    total, used, taken = 0.0, set(), set()
    for far, one, other in apart:
        if one not in used and other not in taken:
            used.add(one)
            taken.add(other)
            weight = ALIKE if far < 0.4 else HALF_ALIKE if far < 0.55 else UNLIKE
            total += weight * min(_alone(one), _alone(other))
    return total


def _alone(word):
    """How much it says that a word of one name is missing from the other."""
    if word.text == "junior":
        return 4.0
    if word.is_fathers or word.is_initial or word.text in LISTS["light"]:
        return 0.3
    return 0.5 if word.text in VERY_COMMON else 1.0


def _says(word, other, kind):
    if kind == Kind.LETTER:
        return LETTER
    factor = {Kind.SAME: 1.0, Kind.READING: 0.6, Kind.SLIP: 0.7}[kind]
    return factor * min(_rarity(word), _rarity(other))


def _rarity(word):
    if word.text in VERY_COMMON:
        return ALMOST_NOTHING
    if word.text in LISTS["common"]:
        return OFTEN
    return SHORT_WORD if len(word.text) < 4 or is_syllable(word.sound) else RARE


def _pair(one, other):
    """Which word is which: the surest pairs first, each word once."""
    pairs, used, taken = [], set(), set()
    for possible in (_alike(one, other), _possible(one, other, used, taken)):
        for _, _, i, j, kind in sorted(possible):
            if i not in used and j not in taken:
                pairs.append((i, j, kind))
                used.add(i)
                taken.add(j)
    return pairs


def _alike(one, other):
    """The pairs that nothing sets apart. Most words have one, and then nobody asks how far they are from the others."""
    for i, word in enumerate(one):
        for j, typed in enumerate(other):
            if word.sound == typed.sound and _kind(word, typed) == Kind.SAME:
                yield 0.0, abs(i - j), i, j, Kind.SAME


def _possible(one, other, used, taken):
    for i, word in enumerate(one):
        for j, typed in enumerate(other):
            kind = i not in used and j not in taken and _kind(word, typed)
            if kind:
                yield _order(kind, word, typed), abs(i - j), i, j, kind


def _order(kind, word, typed):
    return list(Kind).index(kind) + distance(word.sound, typed.sound) / 10


@lru_cache(maxsize=100_000)
def _kind(word, typed):
    if word.is_initial or typed.is_initial:
        if word.is_initial and typed.is_initial:
            return Kind.SAME if word.text == typed.text else None
        return Kind.LETTER if word.sound[0] == typed.sound[0] or word.text[0] == typed.text[0] else None
    if is_same_word(word.sound, typed.sound):
        return Kind.SAME
    if is_one_character(word.sound, typed.sound) or _is_call_name(word.sound, typed.sound):
        return Kind.READING
    slipped = is_slip(word.sound, typed.sound) or is_slip(word.text, typed.text) or _begins(word.sound, typed.sound)
    return Kind.SLIP if slipped else None


def _is_call_name(one, other):
    """Aliong is what Lie Tjhin Liong is called."""
    return (is_syllable(one) and other == f"a{one}") or (is_syllable(other) and one == f"a{other}")


def _begins(one, other):
    """Herman for Hermansyah."""
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_BEGINNING and long.startswith(short)


def _join_words(one, other):
    """Nur Hayati as Nurhayati where the other one writes it so, in whichever order."""
    for place, joined in _joined(one):
        for word in other:
            if -1 <= len(joined.sound) - len(word.sound) <= 1 and _is_joined(joined.sound, word.sound):
                return (*one[:place], joined, *one[place + 2 :])
    return one


@lru_cache(maxsize=20_000)
def _joined(name):
    """Two neighbouring words of a name as one, with the place of the first."""
    found = []
    for place, (one, two) in enumerate(pairwise(name)):
        for text in (one.text + two.text, two.text + one.text):
            if len(text) >= LONG_ENOUGH_TO_JOIN:
                found.append((place, Word(text, sound(text))))
    return found


def _is_joined(joined, word):
    return is_same_word(joined, word) or (len(joined) > 8 and distance(joined, word) <= 1.0)
