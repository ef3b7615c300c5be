"""Short keys by which an index finds who may bear the same name: two words that sound alike, in whichever order."""

from itertools import combinations, pairwise

from cases.values.name_form import names_of
from cases.values.spelling import KINDS

HARDLY_HEARD = str.maketrans("", "", "aeiouhw")
MOST_WORDS = 5


def name_keys(*lines):
    """The keys of somebody's names: equal ones wherever two words agree but for their vowels and spelling."""
    return sorted({key for name in _names(lines) for key in _keys(name)})


def asked_keys(*lines):
    """The keys to look for: besides, those of words that the other one may have written together."""
    names = _names(lines)
    joined = {skeleton(one.sound + two.sound) for name in names for one, two in pairwise(name)}
    return sorted({key for name in names for key in _keys(name)} | joined)


def _names(lines):
    return [name[:MOST_WORDS] for line in lines if line for name in names_of(line)]


def _keys(name):
    words = [skeleton(word.sound) for word in name if not word.is_initial]
    if len(words) < 2:
        return words
    return [" ".join(sorted(pair)) for pair in combinations(words, 2)]


def skeleton(sound):
    """What is left of a word without vowels and without what is often not written: rsml for Rosmala and Rusmalah."""
    first = "a" if sound[:1] in "aeiou" else ""
    letters = first + sound.translate(HARDLY_HEARD).translate(KINDS)
    return "".join(letter for place, letter in enumerate(letters) if letter != letters[place - 1 : place]) or sound
