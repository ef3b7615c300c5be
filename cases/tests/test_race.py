"""Two officers press at the same moment: over two real connections, five times."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cases import workflow
from cases.models import CasePersonChange
from cases.tests.factories import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_officers_at_once_exactly_one_moves_it(attempt, case, ana, dewi):
    """Over two real connections, both having read the same page; both steps are in the table from either state."""
    link = case.persons.get()
    ready, told = threading.Barrier(2), []

    def press(actor, target):
        ready.wait()
        try:
            said = {"source": "BP3MI", "said_by": "petugas jaga", "note": "kabar"}
            workflow.move(link, target, by=actor, happened_on=TODAY, seen="DALAM_PENCARIAN", **said)
            told.append("moved")
        except ValidationError as refused:
            told.extend(refused.messages)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=each) for each in [(ana, "LOKASI_DIKETAHUI"), (dewi, "HILANG_KONTAK")]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == sorted(["moved", workflow.CHANGED_MEANWHILE])
    assert CasePersonChange.objects.filter(subject=link).count() == 2
