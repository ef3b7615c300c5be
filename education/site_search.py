"""Search over the public pages: full text in Indonesian, everyday words, short spellings, and what is near a typo."""

import math
import re
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db.models import F
from django.db.models.functions import Length

from education.models import SearchEntry, SearchWord, SectionPage
from education.values.query_words import alternatives

CONFIG = "indonesian"
WEIGHTS = [0.1, 0.3, 0.6, 1.0]  # D, C, B, A: text, headings, summary, title
ENOUGH = 0.25  # a rank by which a word counts half
SHORTEST = 4  # letters of a word that may be mistyped
NEAR = 0.4  # how alike a word must be: one that is not only leads astray
VOWELS = "aeiou"
FAR_BEHIND = 0.25  # of the best: whatever is less only distracts
MOST = 10
FIRST = 3  # what is read of a list on a telephone
WORD = re.compile(r"\w+")
QUOTE, STEM = 200, 5
ENDS = (".", "!", "?")
TOP_SHELF = 3  # the depth of /edukasi/


class Hit(NamedTuple):
    entry: SearchEntry
    score: float
    quote: str


def find(typed):
    """The best pages first; the rarer a word is among the pages, the more it says."""
    asked = alternatives(typed)
    words = known([options for _, options in asked])
    queries = [query_of(options) for options in words]
    if not queries:
        return []
    ranks = {f"rank_{place}": SearchRank(F("vector"), query, weights=WEIGHTS) for place, query in enumerate(queries)}
    total = SearchEntry.objects.count()
    entries = list(SearchEntry.objects.public().filter(vector=any_of(queries)).select_related("page").annotate(**ranks))
    says = {name: math.log(1 + total / sum(getattr(entry, name) > 0 for entry in entries)) for name in ranks
            if any(getattr(entry, name) > 0 for entry in entries)}  # fmt: skip
    scored = [(sum(weight * _half(getattr(entry, name)) for name, weight in says.items()), entry) for entry in entries]
    scored.sort(key=lambda pair: (-pair[0], pair[1].pk))
    best = [(score, entry) for score, entry in scored[:MOST] if score >= FAR_BEHIND * scored[0][0]]
    if said := next((f"rank_{place}" for place, (word, _) in enumerate(asked) if " " in word), ""):
        best = with_answer_to(said, best, scored)
    return [Hit(entry, score, quote(entry.text, words)) for score, entry in best]


def with_answer_to(said, best, scored):
    """Who says a whole phrase means it: what answers it best is among the first three, whatever country is named."""
    if not scored:
        return best
    answer = max(scored, key=lambda pair: (getattr(pair[1], said), -pair[1].pk))
    if getattr(answer[1], said) == 0 or answer in best[:FIRST]:
        return best
    others = [pair for pair in best if pair is not answer]
    return [*others[: FIRST - 1], answer, *others[FIRST - 1 :]]


def stems(options):
    return {option[:STEM] for option in options}


def _half(rank):
    return rank / (rank + ENOUGH)


def known(words):
    """Of each word's options those that stand on some page; where none does, the nearest to what was typed."""
    there = SearchWord.objects.filter(word__in={option for options in words for option in options})
    there = set(there.values_list("word", flat=True))
    return [[option for option in options if option in there] or nearest(options) for options in words]


def nearest(options):
    """What somebody may have meant whose word stands on no page; the word itself where nothing is near."""
    typed = options[0]
    return written_out(typed) or misspelt(typed) or options


def written_out(typed):
    """As in short messages and as spoken here: "thn" for "tahun", "dpegang" for "dipegang", "kerje" for "kerja"."""
    letters = typed[:-1] + "a" if len(typed) > 3 and typed[-1] in "eo" else typed
    if len(letters) < 3 or not letters.isalpha():
        return []
    gap = f"[{VOWELS}]*"
    found = SearchWord.objects.filter(word__regex=f"^{gap.join(letters)}{gap}$").annotate(length=Length("word"))
    return list(found.order_by("length", "word").values_list("word", flat=True)[:1])


def misspelt(typed):
    if len(typed) < SHORTEST:
        return []
    near = SearchWord.objects.filter(word__trigram_similar=typed).annotate(likeness=TrigramSimilarity("word", typed))
    return list(near.filter(likeness__gte=NEAR).order_by("-likeness", "word").values_list("word", flat=True)[:1])


def query_of(options):
    return any_of([SearchQuery(option, config=CONFIG) for option in options])


def any_of(queries):
    first, *others = queries
    for query in others:
        first = first | query
    return first


def topics():
    """The shelves, for who found nothing."""
    return SectionPage.objects.live().filter(depth__gt=TOP_SHELF).order_by("path")[:MOST]


def quote(text, words):
    """The sentence that has most of what was asked for, a word itself counting more than what it may stand for."""
    lines = [line for line in text.splitlines() if line.endswith(ENDS) and "[" not in line] or [""]
    typed = [(options[0][:STEM], stems(options)) for options in words]

    def likeness(line):
        starts = {word[:STEM] for word in WORD.findall(line.lower())}
        return sum(2 * (own in starts) + (not starts.isdisjoint(others)) for own, others in typed)

    best = max(lines, key=likeness)
    return best if len(best) <= QUOTE else f"{best[:QUOTE].rpartition(' ')[0]}…"
