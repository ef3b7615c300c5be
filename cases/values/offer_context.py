"""What a text about work is, before its single words are weighed: work at home, a warning, a memory.

The three rules lean to danger: one word of a way abroad, of an invitation or of distress, and the signs count as ever.
They read the line that `offer.plain_chat` makes, by words and sums that Disnaker keeps (cases.models.OfferContext).
"""

import re
from typing import NamedTuple

from cases.values.countries import NAMES
from cases.values.word_pattern import compile_patterns

HOME_MARK = "kerjadalamnegeri "  # a row of signs names it in `unless`; nobody writes it so
# "bahasa Inggris" is a language, no place.
COUNTRY = re.compile(rf"(?<!bahasa) (?:{'|'.join(re.escape(name.lower()) for name in NAMES.values())})(?= )")
SENTENCE, CLAUSE = re.compile(r"(?<= \.) "), re.compile(r"(?<= [.,]) ")


class Context(NamedTuple):
    """The rows by what they are for; one that is missing or empty is never found."""

    words: dict[str, str]
    sums: dict[str, int]

    def has(self, code, text):
        pattern = compile_patterns(self.words.get(code, ""))
        return bool(pattern and pattern.search(text))


def is_at_home(context, text, pay):
    """Work in Indonesia: a place of work or a wage says so, and nothing in the text leads abroad.

    Simple work is not paid above a certain sum at home: such an offer hides where it leads. A word of the way (a
    ticket, an agent) speaks against a mere place, not against what is paid so only here. From a port of the border
    people also leave, so there no word of leaving may stand.
    """
    is_industry = context.has("kawasan-industri", text)
    bait_from = context.sums.get("kawasan-industri" if is_industry else "tempat-di-indonesia", 0)
    if pay >= bait_from or context.has("kata-luar-negeri", text) or COUNTRY.search(text):
        return False
    if is_industry or context.has("hanya-di-sini", text):
        return True
    if context.has("kata-perjalanan", text):
        return False
    if context.has("pelabuhan-batas", text):
        return not context.has("kata-berangkat", text)
    is_low = 0 < pay < context.sums.get("gaji-kecil", 0)
    return context.has("tempat-di-indonesia", text) or (context.has("gaji-kecil", text) and is_low)


def is_warning(context, text):
    """An office, a teacher or a newspaper warns; whoever also recruits, or tells of the own family, does not.

    Where the text names false offers or where to report them, it may also quote what they promise.
    """
    if context.has("kantor-memperingatkan", text) and not context.has("umpan", text):
        return True
    return context.has("memperingatkan", text) and not context.has("merekrut", text)


def without_memories(context, text):
    """The text without what is only remembered or feared: a neighbour who came home, "takut seperti di berita".

    Who came home and now invites is a recruiter, and whoever is in distress is heard: then every word stays.
    """
    if context.has("mengajak", text):
        return text
    text = _without(text, CLAUSE, lambda part: context.has("ditakuti", part))
    if context.has("minta-tolong", text):
        return text
    return _without(text, SENTENCE, lambda part: _is_memory(context, part))


def _without(text, between, is_left_out):
    parts = (part.strip() for part in between.split(text))
    return f" {' '.join(part for part in parts if not is_left_out(f' {part} '))} "


def _is_memory(context, sentence):
    goes_on = context.has("masih-berlanjut", sentence) and not context.has("kerja-di-sini", sentence)
    return context.has("kenangan", sentence) and not goes_on
