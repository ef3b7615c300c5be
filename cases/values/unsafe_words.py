"""Words that may tell too much: who reads may be the one whom somebody fled from (domain.md §9 row 17)."""

import re

PLACES = (
    "bandara", "depati amir", "soekarno", "pelabuhan", "terminal", "stasiun", "rptc", "shelter", "penampungan",
    "asrama", "rumah aman", "rumah singgah", "rumah sakit", "hotel",
)  # fmt: skip
OFFICES = ("polisi", "kepolisian", "polri", "polda", "polres", "polresta", "polsek", "imigrasi", "tahanan")
MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
MOMENT = re.compile(
    rf"\b(?:pukul|jam) \d{{1,2}}(?:[.:]\d{{2}})?\b|\b\d{{1,2}}[.:]\d{{2}}\b|\b\d{{1,2}}[/-]\d{{1,2}}\b"
    rf"|\b\d{{1,2}} (?:{'|'.join(MONTHS)})\w*"
)
SHORTEST = 4  # of a word by which a place is known again


def risks(text, known_places=()):
    """What in this text may be a place, an office or a moment, as it stands there and in the order of the text.

    `known_places` are free words that officers noted elsewhere: each of their longer words counts.
    """
    low = text.lower()
    words = {word for place in known_places for word in re.findall(r"\w+", place.lower()) if len(word) >= SHORTEST}
    listed = "|".join(sorted(map(re.escape, {*PLACES, *OFFICES, *words}), key=len, reverse=True))
    found = [*re.finditer(rf"\b(?:{listed})\b", low), *MOMENT.finditer(low)]
    return list(dict.fromkeys(text[hit.start() : hit.end()] for hit in sorted(found, key=lambda hit: hit.start())))
