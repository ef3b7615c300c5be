"""Giving the demo city a past.

The deeds stamp the moment they run. Afterwards every row gets the moment at which it is said to have happened, so that
deadlines have passed, and timelines read, as they would in a city that has used the portal for a year.
"""

from datetime import datetime, time, timedelta
from itertools import groupby

import pgtrigger
from django.utils import timezone

from cases.models import Case, CasePerson, Coordination, Journey, NikConflict, Person
from cases.rules.clocks import deadline

OPENING_TIME = time(9)
BETWEEN_STEPS = timedelta(minutes=4)


def backdate():
    """To be called once, when everything is there. Field-level history is left out: nobody changed anything."""
    with pgtrigger.ignore():
        for model in (Journey, Case, CasePerson, Coordination):
            _date_moves(model)
        _restart_clocks()
        _date_records()


def moment(day, step=0):
    """When it was recorded: in office hours of that day, each step a little later, never in the future.

    The portal opened at the beginning of this year; what is older was typed in from the files then.
    """
    day = max(day, timezone.localdate().replace(month=1, day=2))
    at = timezone.make_aware(datetime.combine(day, OPENING_TIME)) + step * BETWEEN_STEPS
    return min(at, timezone.now())


def _date_moves(model):
    history = model.history.rel.related_model
    changes, subjects = [], []
    rows = history.objects.select_related("subject").order_by("subject_id", "recorded_at")
    for _, steps in groupby(rows, key=lambda row: row.subject_id):
        for number, change in enumerate(steps):
            change.recorded_at = moment(change.happened_on, number)
            changes.append(change)
        change.subject.status_since = change.recorded_at
        subjects.append(change.subject)
    history.objects.bulk_update(changes, ["recorded_at"], batch_size=500)
    model.objects.bulk_update(subjects, ["status_since"], batch_size=500)


def _restart_clocks():
    """The clocks are read off the histories, which have their days by now; calm stretches of old cases were told."""
    deadline.refresh(list(Case.objects.order_by("pk")))


def _date_records():
    journeys = list(Journey.objects.select_related("person").prefetch_related("history"))
    for journey in journeys:
        journey.created_at = journey.person.registered_at = min(row.recorded_at for row in journey.history.all())
    Journey.objects.bulk_update(journeys, ["created_at"], batch_size=500)
    Person.objects.bulk_update([journey.person for journey in journeys], ["registered_at"], batch_size=500)
    for case in Case.objects.prefetch_related("history"):
        Case.objects.filter(pk=case.pk).update(opened_at=min(row.recorded_at for row in case.history.all()))
    NikConflict.objects.update(reported_at=moment(timezone.localdate() - timedelta(days=3)))
