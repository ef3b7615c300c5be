"""What a job offer betrays about itself: the rule behind the talk script, the public check and the judging command."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, transaction

from accounts.acting import acting_as, system_actor
from cases.models import RedFlag
from cases.values.countries import NAMES
from cases.values.offer import largest_pay, money_asked, plain_chat, spoken
from cases.values.offer_context import HOME_MARK, is_at_home, is_warning, without_memories
from cases.values.spoken_countries import read_country
from cases.values.word_pattern import find

START = Path(__file__).parent / "data" / "red_flags.toml"
RED, AMBER, NONE = "red", "amber", "none"
RED_FROM = 5
AMBER_FROM = 2
MOST_TRUST = -4  # whoever deceives also writes "resmi"
SOFT_UP_TO = 2  # a sign no heavier than this says something only beside another one
HINT = 1  # and this one is not even shown alone
UNREAD = "perlu dicek"  # in the source of a start sign that nobody has read up

# What a sign says and how it is found; whether it is used is the city's own matter.
TOLD = [field.name for field in RedFlag._meta.fields if field.name not in ("id", "code", "is_active", "updated_at")]


class Loaded(NamedTuple):
    added: int
    renewed: int


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
    """Weigh an offer by these flags. Each counts once, the heaviest first; trust never outweighs a deadly sign.

    A soft sign needs a second one beside it before anybody is alarmed.
    """
    text = spoken(offer)
    if is_warning(text):
        flags = [flag for flag in flags if not flag.is_warning]
    at_home = is_at_home(text, largest_pay(offer))
    text = without_memories(text) + (HOME_MARK if at_home else "")
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


@transaction.atomic
def load():
    """Bring the start signs up to date: add what is missing, renew what nobody but the machine has ever changed.

    What an editor changed or switched off stays as it is. What is renewed stays in the history as it was.
    """
    rows = {flag.code: flag for flag in RedFlag.objects.select_for_update().order_by("pk")}
    missing = [flag for flag in start_flags() if flag.code not in rows]
    RedFlag.objects.bulk_create(missing)
    outdated = [flag for flag in start_flags() if flag.code in rows and _told(flag) != _told(rows[flag.code])]
    return Loaded(len(missing), _renew(outdated, rows) if outdated else 0)


def _renew(outdated, rows):
    with acting_as(system_actor()) as machine:
        edited = _edited_by_others_than(machine)
        renewed = [flag for flag in outdated if flag.code not in edited]
        for flag in renewed:
            for name, value in _told(flag).items():
                setattr(rows[flag.code], name, value)
            rows[flag.code].save()
    return len(renewed)


def _edited_by_others_than(machine):
    """Codes of the signs with an earlier version that somebody else's change left behind."""
    versions = RedFlag.pgh_event_model.objects.values_list("code", "pgh_context")
    return {code for code, context in versions if (context or {}).get("assignment") != machine.pk}


def _told(flag):
    return {name: getattr(flag, name) for name in TOLD}


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
