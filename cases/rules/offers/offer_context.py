"""The words by which an offer is read before its signs are weighed, as this city keeps them."""

import tomllib
from functools import cache
from pathlib import Path

from cases.models import OfferContext
from cases.rules import start_rows
from cases.values.offer_context import Context

START = Path(__file__).parents[2] / "data" / "offer_context.toml"


def in_force() -> Context:
    return context_of(start_rows.in_force(OfferContext.objects.all(), delivered))


def last_in_force() -> Context:
    return context_of(start_rows.last_in_force(OfferContext, delivered))


@cache
def start() -> Context:
    """As the project delivers it."""
    return context_of(delivered())


def load() -> start_rows.Loaded:
    return start_rows.load(OfferContext, delivered())


def delivered():
    table = tomllib.loads(START.read_text())
    return [OfferContext(code=code, order=10 * place, **row) for place, (code, row) in enumerate(table.items(), 1)]


def context_of(rows) -> Context:
    return Context({row.code: row.words for row in rows}, {row.code: row.number for row in rows if row.number})
