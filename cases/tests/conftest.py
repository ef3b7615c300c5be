from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import DuplicatePair
from cases.rules.doubles import merging
from cases.tests import pairs
from cases.tests.factories import make_nik, make_person

BORN = date(1993, 2, 5)


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


def born(person, **fields):
    for name, value in ({"birth_date": BORN} | fields).items():
        setattr(person, name, value)
    person.save()
    return person


@pytest.fixture
def rosmala(rudi):
    """Registered first, by Rudi, and without a NIK."""
    made = make_person(rudi, rudi.territory, name="Rosmala Hasnah", phone="081012345678", passport="Z1234567")
    return born(made, sex="PEREMPUAN")


@pytest.fixture
def rusmalah(toni, rosmala):
    """The same human, as Toni heard her name next door."""
    made = make_person(toni, toni.territory, name="Rusmalah Hasna", nik=make_nik(), phone="081012349999", country="TW")
    return born(made, birth_place="Mentok")


@pytest.fixture
def pair(rosmala, rusmalah):
    return DuplicatePair.objects.get(first=rosmala, second=rusmalah)


@pytest.fixture
def rosma(citra, rosmala):
    """Perhaps the same human once more, in the other kelurahan."""
    return born(make_person(citra, citra.territory, name="Rosmala Hasna"))


@pytest.fixture
def far_pair(rosmala, rosma):
    return DuplicatePair.objects.get(first=rosmala, second=rosma)


@pytest.fixture
def decide_pair(client):
    def post(actor, pair, decision, reason="KTP sudah dilihat", **choices):
        client.force_login(actor.user)
        data = {"decision": decision, "reason": reason, "seen": pairs.seen(pair)}
        return client.post(pairs.url(pair), data | choices)

    return post


@pytest.fixture
def join(budi):
    """Budi has seen her KTP: one human."""
    return lambda pair, **more: merging.merge(pair, by=budi, reason="KTP sudah dilihat", **more)
