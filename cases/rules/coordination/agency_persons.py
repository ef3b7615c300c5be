"""The persons of a case as an agency has them before it: how each stands, where, and the steps it may take for him.

What each door may tell is one table (`cases.states.telling`), and the steps are those of the one table of states.
"""

from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from cases.models import CasePerson, CasePersonChange
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
    """Those whose names these hand-overs carry, by hand-over; a link opens nothing else of their cases.

    Who came to the case since is somebody else, also where he is called alike.
    """
    of_case = {sharing.coordination.case_id: sharing for sharing in sharings}
    names = {sharing.pk: named_in(sharing) for sharing in sharings}
    found = {}
    came = CasePersonChange.objects.filter(subject=OuterRef("pk")).order_by("recorded_at").values("recorded_at")
    rows = CasePerson.objects.visible_to(actor).filter(case__in=of_case).annotate(came_at=Subquery(came[:1]))
    pairs = [(link, of_case[link.case_id]) for link in rows.select_related("person").order_by("pk")]
    for link, left in [pair for pair in pairs if _is_named(*pair, names)][:MOST]:
        found.setdefault(left.pk, []).append(_seen(link, Door.LINK, actor))
    return found


def _is_named(link, sharing, names):
    came_later = link.came_at and link.came_at > sharing.shared_at
    return link.person.name in names[sharing.pk] and not came_later


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
