"""Two officers decide about one pair at the same moment: exactly one of them does."""

import pytest
from django.core.exceptions import ValidationError

from cases import duplicates, merging
from cases.models import DuplicatePair, Person, PersonMerge
from cases.tests.factories import make_person
from cases.tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_officers_at_once_exactly_one_decides(attempt, rudi, budi, ana):
    make_person(rudi, rudi.territory, name="Rosmala Hasnah")
    make_person(rudi, rudi.territory, name="Rusmala Hasnah")
    pair = DuplicatePair.objects.get()

    def told(deed, actor):
        try:
            deed(pair, by=actor, reason="KTP")
        except ValidationError as refused:
            return refused.message
        return "decided"

    answers = at_once(lambda: told(merging.merge, budi), lambda: told(duplicates.keep_apart, ana))
    assert sorted(answers) == sorted(["decided", duplicates.ALREADY_DECIDED])
    merged = Person.objects.exclude(merged_into=None).count()
    assert merged == PersonMerge.objects.count() == (DuplicatePair.objects.get().decision == "SAMA")
