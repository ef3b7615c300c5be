import pytest
from django.core.cache import cache

from cases.models import Case, Coordination
from cases.tests.links import give_link


@pytest.fixture
def nobody_knocked_before():
    """At the doors whose knocks are counted."""
    cache.clear()


@pytest.fixture
def sent(coordination):
    """BP3MI was asked about Siti's case."""
    Coordination.objects.filter(pk=coordination.pk).update(status="DIKIRIM", request="Mohon dicari")
    Case.objects.update(place="Myawaddy", chronology="Paspor diambil.")
    coordination.refresh_from_db()
    return coordination


@pytest.fixture
def link(sent, ana):
    return give_link(sent, ana)
