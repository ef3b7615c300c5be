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


def by_link(sharings, actor):
    """Those whose names these hand-overs carry, by hand-over; a link opens nothing else of their cases."""
    of_case = {sharing.coordination.case_id: sharing for sharing in sharings}
    names = {sharing.pk: named_in(sharing) for sharing in sharings}
    found = {}
    rows = CasePerson.objects.visible_to(actor).filter(case__in=of_case).select_related("person").order_by("pk")
    for link in [link for link in rows if link.person.name in names[of_case[link.case_id].pk]][:MOST]:
        found.setdefault(of_case[link.case_id].pk, []).append(_seen(link, Door.LINK, actor))
    return found


def named_in(sharing):
    return {value for _, label, value in sharing.lines if label == FIELDS["nama"].label}


def place_for(link, actor):
    """As the pages of a case show it, where they show a place at all: to the city always."""
    return link.place if not actor.agency_id or may_tell_place(Door.ACCOUNT, link.status) else ""


def _links(coordination, actor):
    rows = CasePerson.objects.visible_to(actor).filter(case=coordination.case_id)
    return rows.select_related("person").order_by("pk")


def _seen(link, door, actor):
    return Seen(link, link.place if may_tell_place(door, link.status) else "", link.moves_for(actor))
