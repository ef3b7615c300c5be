from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    """Signing in is tested with the accounts; here everybody is in already."""
    settings.DEMO = True


@pytest.fixture
def few_queries():
    """At most 12 questions to the database; the transaction's own statements are not counted (contract §6)."""

    @contextmanager
    def watch(most=12):
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [
            q["sql"] for q in captured if "SAVEPOINT" not in q["sql"] and 'UPDATE "django_session"' not in q["sql"]
        ]
        assert len(asked) <= most, "\n".join(asked)

    return watch


@pytest.fixture(scope="module")
def over_real_connections(django_db_setup, django_db_blocker):
    """For modules whose tests commit: they end by emptying every table, so put back what the migrations wrote."""
    with django_db_blocker.unblock():
        migrated = connection.creation.serialize_db_to_string()
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True, reset_sequences=False)
        connection.creation.deserialize_db_from_string(migrated)
