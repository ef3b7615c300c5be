"""Names as they are borne in Pangkalpinang: Malay, Javanese, Chinese-Indonesian with two names, Bugis, and single ones.

Common parts, put together by chance: whoever bears such a name is not meant.
"""

from pathlib import Path
from typing import NamedTuple

from cases.values.choices import Sex

FEMALE, MALE = Sex.PEREMPUAN, Sex.LAKI_LAKI
SHORT = {"Muhammad": "Muh.", "Abdul": "Abd.", "Siti": "St."}


class Name(NamedTuple):
    official: str  # as on the KTP
    other: tuple = ()  # the name the family uses


def _read_parts():
    lines = Path(__file__).with_suffix(".txt").read_text().splitlines()
    rows = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {head: words.split() for head, _, words in rows}


PARTS = _read_parts()


def _malay(rng, sex):
    before = "Siti " if sex == FEMALE else rng.choice(("Muhammad ", "Abdul "))
    before = before if rng.random() < 0.3 else ""
    words = rng.sample(PARTS[f"malay_last {sex}"], rng.choice((1, 1, 2)))
    return Name(f"{before}{rng.choice(PARTS[f'malay {sex}'])} {' '.join(words)}")


def _javanese(rng, sex):
    return Name(f"{rng.choice(PARTS[f'javanese {sex}'])} {rng.choice(PARTS[f'javanese_last {sex}'])}")


def _chinese(rng, sex):
    hakka = f"{rng.choice(PARTS['hakka_family'])} {' '.join(rng.sample(PARTS['hakka_given'], 2))}"
    if rng.random() < 0.3:
        return Name(hakka)
    return Name(f"{rng.choice(PARTS[f'western {sex}'])} {rng.choice(PARTS['western_last'])}", (hakka,))


def _bugis(rng, sex):
    return Name(f"{' '.join(rng.sample(PARTS[f'bugis {sex}'], 2))} {rng.choice(PARTS['bugis_last'])}")


def _single(rng, sex):
    return Name(rng.choice(PARTS[f"single {sex}"]))


STYLES = (_malay, _javanese, _chinese, _bugis, _single)
WEIGHTS = (44, 18, 24, 8, 6)


def invent_name(rng, sex):
    """A name in one of the styles, in the city's own mixture."""
    return rng.choices(STYLES, WEIGHTS)[0](rng, sex)


def shortened(name):
    """How the next official writes the same name: `Muh.` for Muhammad, or without the last word."""
    first, _, rest = name.partition(" ")
    return f"{SHORT[first]} {rest}" if first in SHORT else name.rpartition(" ")[0] or f"{name}h"
