"""Pairs of the desk, and what a browser sends about them."""

from cases.models import DuplicatePair

LIST = "/warga/kembar/"


def url(pair, rest=""):
    return f"{LIST}{pair.pk}/{rest}"


def seen(pair):
    """Whom the page showed."""
    return f"{pair.first_id}-{pair.second_id}"


def side_by_side(one, other, **fields):
    first, second = sorted([one, other], key=lambda person: person.pk)
    found = {"score": 0.8, "found_by": DuplicatePair.Found.SEARCH} | fields
    return DuplicatePair.objects.update_or_create(first=first, second=second, defaults=found)[0]
