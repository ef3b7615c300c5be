"""One hand-over for a group: the cases an office already works on, chosen, sent once and answered by one link."""

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import CasePerson, Coordination
from cases.rules.coordination import agency_persons, reply_link, sharing
from cases.states.coordination import SENT

MOST_CASES = 200
TOO_MANY = (
    f"Satu tautan memuat paling banyak {agency_persons.MOST} orang; yang bertanda {{}}. Serahkan dalam dua kali: hapus "
    "dulu sebagian tandanya."
)


def offered(group, actor):
    """What was sent to an agency about cases of this group, of those this reader may see; each knows its persons."""
    cases = CasePerson.objects.filter(group=group).values("case")
    rows = Coordination.objects.visible_to(actor).filter(case__in=cases, status__in=SENT)
    found = list(rows.select_related("agency", "case").order_by("case__number", "pk")[:MOST_CASES])
    links = CasePerson.objects.visible_to(actor).filter(case__in=[one.case_id for one in found])
    names = {}
    for link in links.select_related("person").order_by("person__name", "pk"):
        names.setdefault(link.case_id, []).append(link.person.name)
    for one in found:
        one.names = names.get(one.case_id, [])
    return found


def agencies_of(coordinations):
    """(agency, how many of these are with it), the most first."""
    counts = {}
    for one in coordinations:
        counts[one.agency] = counts.get(one.agency, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name))


def refusal(coordinations):
    """Why these do not fit into one link; or ''."""
    count = sum(len(one.names) for one in coordinations)
    return TOO_MANY.format(count) if count > agency_persons.MOST else ""


@transaction.atomic
def send(group, coordinations, *, client_uuid, way, expires_on, by, **what):
    """Hand over what was chosen about each of these cases, and give the agency one link for all; all or nothing.

    Repeating a client_uuid returns the same link. Returns None where the agency gets no link.
    """
    if too_many := refusal(coordinations):
        raise ValidationError(too_many)
    left = sharing.share_all(sharing.keys_of(client_uuid, coordinations), by=by, **what)
    return reply_link.issue(left, way=way, expires_on=expires_on, by=by, group=group) if way else None
