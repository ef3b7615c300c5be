from contextlib import contextmanager

import pytest
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
