"""Where the seeds run: the same day gives the same city, and known passwords are never poured over real people."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from dev import pytest_database
from lib.clock import today
from pangkalpinang_pmi.demo import city
from pangkalpinang_pmi.tests.portrait import portrait

SEEDS = [("seed_demo", {}), ("seed_scale", {"people": 1})]


@pytest.fixture(scope="module")
def first_portrait(build_demo_city, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), pytest_database.filled("demo", build_demo_city):
        return portrait()


def test_the_same_day_gives_the_same_city(first_portrait, db):
    city.build(today())
    assert portrait() == first_portrait


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "options"), SEEDS)
def test_without_demo_a_seed_refuses(settings, seed, options):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command(seed, **options)


@pytest.mark.parametrize(("seed", "options"), SEEDS)
def test_a_seed_never_mixes_with_real_people(settings, siti, seed, options):
    settings.DEMO = True
    with pytest.raises(CommandError, match="orang lain"):
        call_command(seed, **options)
    assert not User.objects.filter(username="ketua.rt").exists()
