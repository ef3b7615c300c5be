"""What a job offer betrays about itself: the rule behind the talk script, the public check and the judging command."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from cases.models import RedFlag
from cases.rules import start_rows
from cases.rules.offers import offer_context
from cases.values.countries import NAMES
from cases.values.offer import largest_pay, money_asked, plain_chat, spoken
from cases.values.offer_context import HOME_MARK, is_at_home, is_warning, without_memories
from cases.values.spoken_countries import read_country
from cases.values.word_pattern import find

START = Path(__file__).parents[2] / "data" / "red_flags.toml"
RED, AMBER, NONE = "red", "amber", "none"
RED_FROM = 5
AMBER_FROM = 2
MOST_TRUST = -4  # whoever deceives also writes "resmi"
SOFT_UP_TO = 2  # a sign no heavier than this says something only beside another one
HINT = 1  # and this one is not even shown alone
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


def read(offer, flags, context=None):
    """Weigh an offer by these flags. Each counts once, the heaviest first; trust never outweighs a deadly sign.

    A soft sign needs a second one beside it before anybody is alarmed.
    Without a context the words count that the project delivers.
    """
    context, text = context or offer_context.start(), spoken(offer)
    if is_warning(context, text):
        flags = [flag for flag in flags if not flag.is_warning]
    at_home = is_at_home(context, text, largest_pay(offer))
    text = without_memories(context, text) + (HOME_MARK if at_home else "")
    signs = [Sign(flag, words) for flag in flags if (words := _evidence(flag, offer, text)) is not None]
    signs = _with_one_word_on_the_country(signs, offer)
    signs = sorted(_without_lone_hint(signs), key=lambda sign: -sign.flag.weight)
    danger = sum(sign.flag.weight for sign in signs if sign.flag.is_warning)
    trust = max(MOST_TRUST, sum(sign.flag.weight for sign in signs if not sign.flag.is_warning))
    deadly = any(sign.flag.weight >= RED_FROM for sign in signs)
    score = danger if deadly else max(0, danger + trust)
    return Reading(NONE if _stands_alone(signs) else level(score), score, signs)


def _with_one_word_on_the_country(signs, offer):
    """That a country is on no list is told only where no other sign speaks of that very country."""
    name = plain_chat(f"di {NAMES.get(_country_of(offer), '')}")
    is_told = any(sign.words and f" {sign.words} " in name for sign in signs if sign.flag.kind == RedFlag.Kind.WORDS)
    return [sign for sign in signs if not (is_told and sign.flag.kind == RedFlag.Kind.COUNTRY)]


def _country_of(offer):
    """The code of the country in the field; '' where it names none, or several."""
    country = offer.country.strip()
    if country.upper() in NAMES:
        return country.upper()
    try:
        return read_country(country)[0]
    except ValueError:
        return ""


def _without_lone_hint(signs):
    warnings = [sign for sign in signs if sign.flag.is_warning]
    is_lone = [sign.flag.weight for sign in warnings] == [HINT]
    return [sign for sign in signs if sign not in warnings] if is_lone else signs


def _stands_alone(signs):
    """One soft sign and no other warning: honest offers are in a hurry, too, or ask for no certificate."""
    weights = [sign.flag.weight for sign in signs if sign.flag.is_warning]
    return len(weights) == 1 and weights[0] <= SOFT_UP_TO


def level(score):
    if score >= RED_FROM:
        return RED
    return AMBER if score >= AMBER_FROM else NONE


def load():
    return start_rows.load(RedFlag, start_flags())


def in_force():
    return start_rows.in_force(RedFlag.objects.active(), start_flags)


def last_in_force():
    return start_rows.last_in_force(RedFlag, start_flags)


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
    if flag.kind == RedFlag.Kind.COUNTRY:
        country = _country_of(offer)
        return NAMES[country] if country and country not in flag.countries else None
    return "" if _reaches(flag, offer) else None


def _reaches(flag, offer):
    if flag.kind == RedFlag.Kind.PAY:
        return largest_pay(offer) >= flag.number
    if flag.kind == RedFlag.Kind.MONEY:
        return money_asked(offer) >= flag.number
    return offer.leaves_in_days is not None and 0 <= offer.leaves_in_days <= flag.number
