"""Rows that the project delivers and a city makes its own: signs of a bad offer, words that tell what a text is."""

from typing import NamedTuple

from django.db import DatabaseError, transaction

from accounts.acting import acting_as, system_actor

# Whether a row is used is the city's own matter.
KEPT = ("id", "code", "is_active", "updated_at")
_last_read = {}  # {model: rows}


class Loaded(NamedTuple):
    added: int
    renewed: int


@transaction.atomic
def load(model, delivered):
    """Bring the rows up to date: add what is missing, renew what nobody but the machine has ever changed.

    What an editor changed or switched off stays as it is. What is renewed stays in the history as it was.
    """
    rows = {row.code: row for row in model.objects.select_for_update().order_by("pk")}
    missing = [row for row in delivered if row.code not in rows]
    model.objects.bulk_create(missing)
    outdated = [row for row in delivered if row.code in rows and _told(row) != _told(rows[row.code])]
    return Loaded(len(missing), _renew(model, outdated, rows) if outdated else 0)


def in_force(rows, start):
    """The rows of this city; where there are none yet, those the project starts with.

    A judging command may come before the tables do. No page can, so none pays for a savepoint.
    """
    try:
        _last_read[rows.model] = list(rows) or start()
    except DatabaseError:
        return start()
    return _last_read[rows.model]


def last_in_force(model, start):
    """As this process read them last, else as delivered: for a page that is made while the database is away."""
    return _last_read.get(model) or start()


def _renew(model, outdated, rows):
    with acting_as(system_actor()) as machine:
        edited = _edited_by_others_than(machine, model)
        renewed = [row for row in outdated if row.code not in edited]
        for row in renewed:
            for name, value in _told(row).items():
                setattr(rows[row.code], name, value)
            rows[row.code].save()
    return len(renewed)


def _edited_by_others_than(machine, model):
    """Codes of the rows with an earlier version that somebody else's change left behind."""
    versions = model.pgh_event_model.objects.values_list("code", "pgh_context")
    return {code for code, context in versions if (context or {}).get("assignment") != machine.pk}


def _told(row):
    return {field.name: getattr(row, field.name) for field in row._meta.fields if field.name not in KEPT}
