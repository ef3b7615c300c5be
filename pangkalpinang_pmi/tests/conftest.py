"""The demo city, built once for all tests that ask about it: that takes 20 s."""

import pytest
from django.test import override_settings

from dev import pytest_database
from lib.clock import today
from pangkalpinang_pmi.demo import city


@pytest.fixture(scope="session")
def build_demo_city(tmp_path_factory):
    def build():
        with override_settings(EMERGENCY_PAGE_FILE=tmp_path_factory.mktemp("demo") / "darurat.html"):
            city.build(today())

    return build


@pytest.fixture(scope="module")
def demo_city(build_demo_city, django_db_setup, django_db_blocker):
    """The tests of a module live in a database in which the city stands already, and change nothing for good."""
    with django_db_blocker.unblock(), pytest_database.filled("demo", build_demo_city):
        yield
