"""What a job offer betrays about itself: the rule behind the talk script, the public check and the judging command."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, transaction

from cases.models import RedFlag
from cases.values.offer import largest_pay, money_asked, spoken
from cases.values.offer_context import HOME_MARK, is_at_home, is_warning, without_memories
from cases.values.word_pattern import find

START = Path(__file__).parent / "data" / "red_flags.toml"
RED, AMBER, NONE = "red", "amber", "none"
RED_FROM = 5
AMBER_FROM = 2
MOST_TRUST = -4  # whoever deceives also writes "resmi"
UNREAD = "perlu dicek"  # in the source of a start sign that nobody has read up


class Sign(NamedTuple):
    """One flag and the words that made it count, as evidence for the reader."""

    flag: RedFlag
    words: str

    @property
    def quote(self):
        """As people write: the comma close to the word before it."""
        return self.words.replace(" , ", ", ")


class Reading(NamedTuple):
    level: str
    score: int
    signs: list[Sign]

    @property
    def warnings(self):
        return [sign for sign in self.signs if sign.flag.is_warning]

    @property
    def trusts(self):
        return [sign for sign in self.signs if not sign.flag.is_warning]

    @property
    def asks(self):
        """What to ask about the signs that were seen, each question once."""
        return list(dict.fromkeys(sign.flag.ask for sign in self.warnings if sign.flag.ask))


def read(offer, flags):
    """Weigh an offer by these flags. Each counts once, the heaviest first; trust never outweighs a deadly sign."""
    text = spoken(offer)
    if is_warning(text):
        flags = [flag for flag in flags if not flag.is_warning]
    at_home = is_at_home(text, largest_pay(offer))
    text = without_memories(text) + (HOME_MARK if at_home else "")
    signs = [Sign(flag, words) for flag in flags if (words := _evidence(flag, offer, text)) is not None]
    signs.sort(key=lambda sign: -sign.flag.weight)
    danger = sum(sign.flag.weight for sign in signs if sign.flag.is_warning)
    trust = max(MOST_TRUST, sum(sign.flag.weight for sign in signs if not sign.flag.is_warning))
    deadly = any(sign.flag.weight >= RED_FROM for sign in signs)
    score = danger if deadly else max(0, danger + trust)
    return Reading(level(score), score, signs)


def level(score):
    if score >= RED_FROM:
        return RED
    return AMBER if score >= AMBER_FROM else NONE


def load():
    """Add the start signs that are missing. What Disnaker changed stays. Returns how many were added."""
    known = set(RedFlag.objects.values_list("code", flat=True))
    missing = [flag for flag in start_flags() if flag.code not in known]
    RedFlag.objects.bulk_create(missing)
    return len(missing)


def in_force():
    """The rows of this city; where there are none yet, those the project starts with."""
    try:
        with transaction.atomic():
            return list(RedFlag.objects.active()) or start_flags()
    except DatabaseError:  # not migrated yet
        return start_flags()


def start_flags():
    """The signs as the project delivers them, not saved."""
    table = tomllib.loads(START.read_text())
    return [
        RedFlag(code=code, order=10 * place, is_certain=UNREAD not in row["source"], **row)
        for place, (code, row) in enumerate(table.items(), 1)
    ]


def _evidence(flag, offer, text):
    """The words that show this sign, or None."""
    if flag.unless and find(flag.unless, text):
        return None
    if flag.also and not find(flag.also, text, flag.can_be_denied):
        return None
    if flag.kind == RedFlag.Kind.WORDS:
        return find(flag.words, text, flag.can_be_denied)
    return "" if _reaches(flag, offer) else None


def _reaches(flag, offer):
    if flag.kind == RedFlag.Kind.PAY:
        return largest_pay(offer) >= flag.number
    if flag.kind == RedFlag.Kind.MONEY:
        return money_asked(offer) >= flag.number
    return offer.leaves_in_days is not None and 0 <= offer.leaves_in_days <= flag.number
