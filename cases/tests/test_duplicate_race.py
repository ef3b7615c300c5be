"""Two officers at the same moment, each over a connection of their own: one decides, and everybody else is told."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases import duplicates, merging, merging_undo, registration, workflow
from cases.models import DuplicatePair, NikConflict, Person, PersonMerge
from cases.tests.factories import TODAY, make_nik, make_person
from cases.tests.pairs import side_by_side
from cases.tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trio(rudi):
    """The same human three times, each with a NIK of its own."""
    return [make_person(rudi, rudi.territory, name=name, nik=make_nik()) for name in ("Rosmala", "Harun", "Melati")]


def told(deed):
    try:
        deed()
    except ValidationError as refused:
        return refused.message
    return "done"


def merge(pair, by):
    return lambda: told(lambda: merging.merge(pair, by=by, reason="KTP"))


def undo(done, by):
    return lambda: told(lambda: merging_undo.undo(done, by=by, now=timezone.now()))


@pytest.mark.parametrize("attempt", range(2))
@pytest.mark.parametrize("second", ["merge", "keep apart"])
def test_of_two_officers_at_once_exactly_one_decides(attempt, second, trio, budi, ana):
    pair = side_by_side(*trio[:2])
    apart = lambda: told(lambda: duplicates.keep_apart(pair, by=ana, reason="KTP"))  # noqa: E731
    answers = at_once(merge(pair, budi), merge(pair, ana) if second == "merge" else apart)
    assert sorted(answers) == sorted(["done", duplicates.ALREADY_DECIDED])
    merged = Person.objects.exclude(merged_into=None).count()
    assert merged == PersonMerge.objects.count() == (DuplicatePair.objects.get().decision == "SAMA")


@pytest.mark.parametrize("attempt", range(2))
def test_undone_by_two_at_once_it_is_undone_once(attempt, trio, budi, ana):
    done = merging.merge(side_by_side(*trio[:2]), by=budi, reason="KTP")
    answers = at_once(undo(done, budi), undo(done, ana))
    assert sorted(answers) == sorted(["done", merging_undo.ALREADY_UNDONE])
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("attempt", range(3))
def test_two_merges_that_meet_in_one_record_make_no_circle_and_no_deadlock(attempt, trio, budi, ana):
    """Rosmala and Harun, Harun and Melati: whoever comes second is told where Harun went, or joins what is left."""
    one, two = side_by_side(*trio[:2]), side_by_side(*trio[1:])
    answers = at_once(merge(one, budi), merge(two, ana))
    assert set(answers) <= {"done", duplicates.OTHERS_NOW, merging.MERGED_MEANWHILE} and "done" in answers
    assert PersonMerge.objects.count() == answers.count("done") == Person.objects.exclude(merged_into=None).count()
    assert all(person.standing in Person.objects.filter(merged_into=None) for person in Person.objects.all())


@pytest.mark.parametrize("attempt", range(3))
def test_undone_while_it_is_merged_once_more(attempt, trio, budi, ana):
    """Never is a record given back out of one that is itself merged."""
    older, kept, merged = trio
    done = merging.merge(side_by_side(kept, merged), by=budi, reason="KTP")
    answers = at_once(undo(done, budi), merge(side_by_side(older, kept), ana))
    assert "done" in answers and set(answers) <= {"done", merging_undo.MERGED_ONCE_MORE}
    was_undone = answers == ["done", "done"]
    merged.refresh_from_db()
    assert (merged.merged_into is None) == was_undone
    assert merged.journeys.count() == was_undone


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("undoing", [False, True])
def test_a_step_of_a_journey_during_the_merge_is_neither_lost_nor_in_the_way(attempt, undoing, trio, budi, ana):
    kept, merged, _ = trio
    pair, journey = side_by_side(kept, merged), merged.journeys.get()
    deed = undo(merging.merge(pair, by=budi, reason="KTP"), ana) if undoing else merge(pair, ana)
    step = {"happened_on": TODAY, "source": "KELURAHAN", "note": "KTP buram"}
    move = lambda: told(lambda: workflow.move(journey, "PERLU_PERBAIKAN", by=budi, **step))  # noqa: E731
    assert at_once(deed, move) == ["done", "done"]
    journey.refresh_from_db()
    owner = Person.objects.get(pk=(merged if undoing else kept).pk)
    assert (journey.status, journey.person, owner.latest_status) == ("PERLU_PERBAIKAN", owner, "PERLU_PERBAIKAN")


@pytest.mark.parametrize("attempt", range(2))
def test_a_nik_typed_again_during_the_merge_comes_to_the_record_that_stands(attempt, trio, rudi, budi):
    kept, merged, _ = trio
    entry = {
        "person": {"name": "Orang Lain", "territory": rudi.territory, "nik": merged.nik},
        "journey": {"country": "MY"},
    }
    register = lambda: registration.register(  # noqa: E731
        client_uuid=uuid.uuid4(), by=rudi, happened_on=TODAY, source="RT", **entry
    )
    at_once(merge(side_by_side(kept, merged), budi), register)
    assert NikConflict.objects.get().person == kept
