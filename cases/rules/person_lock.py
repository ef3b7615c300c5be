"""The order in which everybody takes a person and what hangs on it, so that nobody waits in a circle.

First the row one came for (a conflict, a relocation, a journey), then the journeys, then the person, then all the rest.
Journeys stand before the person because a step of theirs is written to the person as well (`looked_up`).
"""

from cases.models import Journey, Person


def hold(person):
    """The record that stands for this human, locked: until we are done nobody joins it to another, or moves it."""
    rows = Person.objects.select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=person.pk)
    while held.merged_into_id:
        held = rows.get(pk=held.merged_into_id)
    return held


def hold_with_journeys(person):
    """For who moves the person: the journeys go along."""
    hold_journeys([person.pk])
    return hold(person)


def hold_journeys(people):
    list(Journey.objects.select_for_update(of=("self",), no_key=True).filter(person__in=people).order_by("pk"))
