"""Planning arrivals: for many who come together, then one by one what each of them needs (domain.md §3.5, S07)."""

import json
import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from cases.models import Arrival, CaseNote, CasePerson
from cases.rules import intake
from cases.states.case_person import HOME, STILL_TO_COME, CasePersonStatus
from cases.values.casefile import NoteKind
from lib.advisory_lock import wait_in_line

PLAN = "cases.plan_arrival"
CHANGED_MEANWHILE = "Orang lain baru saja mengubah kedatangan ini. Isian di bawah masih milik Anda; periksa dulu."
TAKEN = "Orang ini sudah punya rencana tiba di tempat itu. Ubah yang itu saja."
# What an officer of the case reads in its line. When and where stand in the list alone.
PLANNED, CHANGED, CANCELLED = (
    "Rencana kedatangan dicatat untuk {}.",
    "Rencana kedatangan {} diubah.",
    "Rencana kedatangan {} dibatalkan.",
)


FLIGHT = ("expected_at", "place", "carrier", "reference")  # what all share who come together
ARRIVED = (*HOME, CasePersonStatus.SELESAI)


class LeftOut(NamedTuple):
    """A flight planned for a list, and who stands on that list and is not expected on it."""

    arrival: Arrival
    links: list

    @property
    def facts(self):
        return {name: getattr(self.arrival, name) for name in FLIGHT}


@transaction.atomic
def plan(links, *, by, client_uuid=None, returnee_list=None, **facts):
    """The same flight or ship for all of these; who was expected at that place already is expected anew.

    Because of a `returnee_list` only those are expected who were not yet, whatever the hour was.
    What each of them needs stays as it was. Repeating a client_uuid changes nothing. Returns how many.
    """
    by.require(PLAN)
    # Sent again with another hour, it counts.
    key = uuid.uuid5(client_uuid or uuid.uuid4(), repr(sorted(facts.items())))
    wait_in_line(f"arrival:{key}")
    links = list(
        CasePerson.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=[link.pk for link in links])
        .select_related("person", "case")
        .order_by("pk")
    )
    keys = {link.case_id: uuid.uuid5(key, str(link.case_id)) for link in links}
    if CaseNote.objects.filter(client_uuid__in=keys.values()).exists():
        return len(links)
    Arrival.objects.bulk_create(
        [Arrival(link=link, noted_by=by, returnee_list=returnee_list, **facts) for link in links],
        update_conflicts=True,
        unique_fields=["link", "place"],
        update_fields=[name for name in facts if name != "place"],
    )
    by_case = {}
    for link in links:
        by_case.setdefault(link.case, []).append(link.person.name)
    for case, names in by_case.items():
        _note(case, PLANNED.format(", ".join(names)), by, keys[case.pk])
    return len(links)


@transaction.atomic
def change(arrival, *, needs, seen, by, **facts):
    """Put one arrival right. `seen` is the version the form showed: of two editors the second is told."""
    by.require(PLAN)
    arrival = Arrival.objects.select_for_update(of=("self",), no_key=True).get(pk=arrival.pk)
    if arrival.version != seen:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    if Arrival.objects.filter(link=arrival.link, place=facts["place"]).exclude(pk=arrival.pk).exists():
        raise ValidationError({"place": TAKEN})
    for name, value in facts.items():
        setattr(arrival, name, value)
    arrival.needs = json.dumps(needs)
    arrival.version += 1
    arrival.save(update_fields=[*facts, "needs", "version"])
    _note(arrival.link.case, CHANGED.format(arrival.link.person.name), by)
    return arrival


@transaction.atomic
def cancel(arrival, *, by):
    """They do not come, or not there. The history of the row keeps what was planned."""
    by.require(PLAN)
    _note(arrival.link.case, CANCELLED.format(arrival.link.person.name), by)
    arrival.delete()


def cancel_for(link, returnee_list):
    """He was expected because of this list, and is not the one it names. Returns how many plans are gone.

    Who has arrived meanwhile has arrived; whoever plans otherwise for him stands by it. The caller notes it.
    """
    if link.status in ARRIVED:
        return 0
    gone = list(Arrival.objects.select_for_update(of=("self",)).filter(link=link, returnee_list=returnee_list))
    for arrival in gone:
        arrival.delete()
    return len(gone)


def left_out(returnee_list, links, *, or_cancelled=False):
    """The soonest flight of this list on which not all of these are expected who are still to come; else None.

    `or_cancelled`: where nobody is left on any, the one cancelled last, for whoever comes in that person's place.
    """
    coming = [link for link in links if link.status in STILL_TO_COME]
    known = list(Arrival.objects.filter(Q(returnee_list=returnee_list) | Q(link__in=coming)).order_by("noted_at", "pk"))
    expected = {(arrival.link_id, arrival.place) for arrival in known}
    flights = {arrival.place: arrival for arrival in known if arrival.returnee_list_id == returnee_list.pk}
    if or_cancelled and not flights:
        flights = {event.place: event for event in _cancelled_last(returnee_list)}
    for place, arrival in sorted(flights.items(), key=lambda flight: flight[1].expected_at):
        missing = [link for link in coming if (link.pk, place) not in expected]
        if missing:
            return LeftOut(arrival, missing)
    return None


def _cancelled_last(returnee_list):
    history = Arrival.pgh_event_model.objects.filter(returnee_list=returnee_list, pgh_label="before_delete")
    return history.order_by("-pgh_id")[:1]


def _note(case, text, by, key=None):
    intake.add_note(case, client_uuid=key or uuid.uuid4(), text=text, by=by, kind=NoteKind.PERUBAHAN)
