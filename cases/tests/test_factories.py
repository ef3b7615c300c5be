"""The cast is made quickly, and yet as the pages would make it."""

import json
import uuid

import pytest
from django.db import connection, transaction

from cases.rules.register import registration
from cases.tests.factories import TODAY, make_first_person
from cases.values.choices import NoNikReason, Source

WHEN_AND_WHICH = {"id", "pgh_id", "client_uuid"}  # differs from one resident to the next


def rows_of_all_tables():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT to_jsonb(r) FROM "{table}" AS r')  # nosec B608 # names of our own tables
            for (row,) in cursor.fetchall():
                yield table, json.loads(row)


def written_by(deed):
    """The rows that a deed adds or changes: (table, row without its key and its moment). Nothing of it stays."""
    with transaction.atomic():
        before = list(rows_of_all_tables())
        made = deed()
        new = [(table, row) for table, row in rows_of_all_tables() if (table, row) not in before]
        keys = {made.pk, made.journeys.get().pk}
        transaction.set_rollback(True)
    return sorted((table, sorted(facts(row, keys).items())) for table, row in new), made


def facts(row, keys):
    moments = {name for name in row if name.endswith("_at") or name == "status_since"}
    links = {name for name in row if name in ("person_id", "subject_id", "pgh_obj_id")}
    plain = {name: repr(value) for name, value in row.items() if name not in WHEN_AND_WHICH | moments | links}
    return plain | {name: row[name] in keys for name in links}


@pytest.mark.parametrize("status", [None, "DI_LUAR_NEGERI"])
def test_the_first_resident_is_as_registration_leaves_her(rudi, status):
    def register():
        person = {"name": "Siti Contoh", "territory": rudi.territory, "nik": None}
        return registration.register(
            client_uuid=uuid.uuid4(),
            person=person | {"no_nik_reason": NoNikReason.TIDAK_TAHU},
            journey={"country": "MY"},
            by=rudi,
            happened_on=TODAY,
            source=Source.RT,
            status=status,
        ).person

    registered, one = written_by(register)
    made, other = written_by(
        lambda: make_first_person(rudi, rudi.territory, name="Siti Contoh", status=status, country="MY")
    )
    assert made == registered
    assert {table for table, _ in made} >= {"cases_person", "cases_journey", "cases_journeychange"}
    unlike = {"_state", "id", "client_uuid", "registered_at", "updated_at"}
    assert {k: v for k, v in vars(one).items() if k not in unlike} == {
        k: v for k, v in vars(other).items() if k not in unlike
    }
