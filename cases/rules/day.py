"""What a day is made of: a deed, counts, and short lists of what waits."""

from typing import NamedTuple

from django.utils.timezone import localtime

SHOWN = 5
PRESSING = ("danger", "warn")


class Link(NamedTuple):
    label: str
    url: str


class Card(NamedTuple):
    label: str
    number: str
    url: str
    tone: str = "info"


class Row(NamedTuple):
    label: str
    url: str
    detail: str
    is_late: bool = False


class Section(NamedTuple):
    title: str
    rows: list
    nothing: str
    more: Link | None = None


class Day(NamedTuple):
    deed: Link | None = None
    months: list = []  # what an RT has told about each, and may still tell
    followed: list | None = None  # sentences about last month
    cards: list = []
    sections: list = []
    places: list = []
    note: str = ""

    @property
    def pressing(self):
        """Cards that stand above what waits; where nothing waits, all of them."""
        return [card for card in self.cards if not self.sections or card.tone in PRESSING]

    @property
    def calm(self):
        return [card for card in self.cards if card not in self.pressing]

    @property
    def scale(self):
        """The length of the longest bar."""
        return max((place.length for place in self.places), default=0) or 1


def if_any(title, rows):
    """A section that is there only on days that need it."""
    return [Section(title, rows, "")] if rows else []


def day_of(moment):
    return f"{localtime(moment):%d/%m/%Y}"


def top(rows):
    """The first few. Chosen by their keys, so that what is read with them is not looked up for all the others."""
    first = rows.values("pk")[:SHOWN]
    return rows.model.objects.filter(pk__in=first).order_by(*rows.query.order_by)
