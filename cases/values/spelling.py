"""How far apart two words are as Indonesians spell and hear them: a change of spelling costs little, a slip more.

Soeharto and Suharto, Djoko and Joko, Chairul and Khoirul, Fatimah and Patima are one word each; Hasan and Husin,
Sunarto and Sunarti are two.
"""

import re
from functools import lru_cache

# Letters in capitals stand for sounds written with two.
SOUNDS = (
    (r"oe|oo|ou", "u"), (r"tjh?", "c"), (r"dj", "j"), (r"nj", "ni"), (r"sch|sj|sh", "s"), (r"sy(?=[aeiou])", "s"),
    (r"dz|dh(?=.)|dl(?=[aeiou])", "d"), (r"th", "t"), (r"ph", "p"), (r"bh", "b"), (r"gh", "g"), (r"ck|q", "k"),
    (r"kh", "K"), (r"ch", "X"), (r"x", "ks"), (r"v", "f"), (r"ng", "N"), (r"ie|ee|ij|y", "i"), (r"ae|ei", "ai"),
    (r"uw(?=[ao])", "u"), (r"(?<=[aiu])w$|(?<=a)uw$", "u"), (r"uu", "u"), (r"(.)\1+", r"\1"), (r"(?<=[aeiou])h$", ""),
)  # fmt: skip
SOUNDS = tuple((re.compile(old), new) for old, new in SOUNDS)
VOWELS = frozenset("aeiou")
CHEAP = {
    "Kh": 0.1, "Kk": 0.15, "Xh": 0.1, "Xc": 0.1, "XK": 0.1, "Xk": 0.15, "ck": 0.2, "cs": 0.3, "cj": 0.4, "fp": 0.2,
    "zs": 0.2, "zj": 0.2, "zd": 0.2, "ji": 0.2, "td": 0.2, "bp": 0.3, "gk": 0.3, "hk": 0.4, "mn": 0.6, "Nn": 0.5,
    "lr": 0.8, "ou": 0.2, "ei": 0.3, "ao": 0.35, "ae": 0.5, "wf": 0.4, "wu": 0.2, "iu": 0.6, "il": 0.6, "sj": 0.4,
}  # fmt: skip
CHEAP = {one + other: 0.7 for one in "aeiou" for other in "aeiou"} | CHEAP | {p[::-1]: c for p, c in CHEAP.items()}
EXCHANGED, NO_LETTER = {}, {}
for pair, cost in CHEAP.items():
    EXCHANGED.setdefault(pair[0], {})[pair[1]] = cost
KINDS = str.maketrans("pvzjsckXKhgtdieoaunN", "ffssskkkkkkttiiaaamm")
LOST = {"h": 0.25, "i": 0.5, "e": 0.5, "a": 0.7, "o": 0.7, "u": 0.7, "w": 0.5}
TURNED = 0.7  # two letters that changed places
SAME_WORD, SLIP, LONG_SLIP = 0.45, 1.3, 2.1
SHORTEST_SLIP, SHORTEST_LONG_SLIP = 4, 8
FARTHEST, TOO_FAR = 4, 9.0  # beyond that nobody asks how far


@lru_cache(maxsize=50_000)
def sound(word):
    """The word as it is heard, whatever reform of spelling it was written under."""
    for old, new in SOUNDS:
        word = old.sub(new, word)
    return word


@lru_cache(maxsize=50_000)
def distance(one, other):
    """0 for one word, about 1 for each slip of a finger; at most TOO_FAR. Takes words as `sound` gives them."""
    if one == other:
        return 0.0
    if abs(len(one) - len(other)) > FARTHEST or not _have_letters_in_common(one, other):
        return TOO_FAR
    before, row, added = None, [0.0], [LOST.get(letter, 1.0) for letter in other]
    for cost in added:
        row.append(row[-1] + cost)
    for i, letter in enumerate(one):
        above, lost, costs = row, LOST.get(letter, 1.0), EXCHANGED.get(letter, NO_LETTER)
        least = last = above[0] + lost
        row = [last]
        for j, typed in enumerate(other):  # comparing by hand: `min` would take half the time of an import's names
            cost = above[j] if letter == typed else above[j] + costs.get(typed, 1.0)
            if above[j + 1] + lost < cost:
                cost = above[j + 1] + lost
            if last + added[j] < cost:
                cost = last + added[j]
            if before and j and letter == other[j - 1] and typed == one[i - 1] and before[j - 1] + TURNED < cost:
                cost = before[j - 1] + TURNED
            row.append(cost)
            last = cost
            if cost < least:
                least = cost
        if least > FARTHEST:
            return TOO_FAR
        before = above
    return min(row[-1] + _other_ending(one, other), TOO_FAR)


def _have_letters_in_common(one, other):
    """What can be seen at once saves most of the work: two words of which half the sounds differ are two words."""
    kinds, others = _kinds_of_sound(one), _kinds_of_sound(other)
    return len(kinds & others) * 2 >= min(len(kinds), len(others))


@lru_cache(maxsize=50_000)
def _kinds_of_sound(word):
    return frozenset(word.translate(KINDS))


def _other_ending(one, other):
    """Sunarto and Sunarti, Dina and Dini: another person far more often than a slip."""
    endings = one[-1:] + other[-1:]
    is_slip_of_one = len(one) == len(other) and one[:-1] == other[:-1] and set(endings) <= VOWELS
    return 0.3 if is_slip_of_one and endings not in ("ou", "uo", "ei", "ie") else 0.0


def unlikeness(one, other):
    """0 for one word, 1 and more for two that have nothing in common."""
    return distance(one, other) * 2 / (len(one) + len(other))


def is_same_word(one, other):
    """One word under two spellings."""
    return distance(one, other) <= SAME_WORD and (min(len(one), len(other)) > 2 or one == other)


def is_slip(one, other):
    """Perhaps one word, mistyped or misheard."""
    length = max(len(one), len(other))
    most = LONG_SLIP if length >= SHORTEST_LONG_SLIP else SLIP if length >= SHORTEST_SLIP else SAME_WORD
    return distance(one, other) <= most
