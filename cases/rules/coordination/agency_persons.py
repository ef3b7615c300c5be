"""The persons of a case as an agency has them before it: how each stands, where, and the steps it may take for him.

What each door may tell is one table (`cases.states.telling`), and the steps are those of the one table of states.
"""

from typing import NamedTuple

from cases.models import CasePerson
from cases.rules.coordination.sharing_fields import FIELDS
from cases.states.telling import Door, may_tell_place

MOST = 100


class Seen(NamedTuple):
    link: CasePerson
    place: str
    moves: list


def by_api(coordination, actor):
    return [_seen(link, Door.API, actor) for link in _links(coordination, actor)[:MOST]]


def by_link(sharing, actor):
    """Those whose names its hand-over carries; the link opens nothing else of the case."""
    names = {value for _, label, value in sharing.lines if label == FIELDS["nama"].label}
    found = [link for link in _links(sharing.coordination, actor) if link.person.name in names]
    return [_seen(link, Door.LINK, actor) for link in found[:MOST]]


def place_for(link, actor):
    """As the pages of a case show it, where they show a place at all: to the city always."""
    return link.place if not actor.agency_id or may_tell_place(Door.ACCOUNT, link.status) else ""


def _links(coordination, actor):
    rows = CasePerson.objects.visible_to(actor).filter(case=coordination.case_id)
    return rows.select_related("person").order_by("pk")


def _seen(link, door, actor):
    return Seen(link, link.place if may_tell_place(door, link.status) else "", link.moves_for(actor))
