"""A full page of pairs for whoever decides about doubles, in the small register as in the large one."""

from django.db import connection

from accounts.acting import acting_as, system_actor
from cases.models import DuplicatePair, Person
from pangkalpinang_pmi.bench.database import using
from pangkalpinang_pmi.demo.accounts import TUA_TUNU_INDAH

PAIRS = 60


def fill(name):
    """Of neighbours in the kelurahan that is asked. Those that are there already stay."""
    with using(name), acting_as(system_actor()):
        people = Person.objects.filter(territory__code__startswith=f"{TUA_TUNU_INDAH}.", merged_into=None)
        keys = list(people.order_by("pk").values_list("pk", flat=True)[: 2 * PAIRS])
        DuplicatePair.objects.bulk_create(
            [
                DuplicatePair(first_id=first, second_id=second, score=0.8, found_by=DuplicatePair.Found.SEARCH)
                for first, second in zip(keys[::2], keys[1::2], strict=False)
            ],
            ignore_conflicts=True,
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE cases_duplicatepair")  # by itself the server does so within a minute
