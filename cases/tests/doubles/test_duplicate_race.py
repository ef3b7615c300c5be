"""Two officers at the same moment, each over a connection of their own: one decides, and everybody else is told."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import (
    CasePerson,
    Contact,
    DataRequest,
    Document,
    DuplicatePair,
    Journey,
    NikConflict,
    Person,
    PersonMerge,
)
from cases.rules import restriction, workflow
from cases.rules.coordination import consent
from cases.rules.doubles import merging, merging_rows, merging_undo, nik_conflict, nik_conflict_undo
from cases.rules.privacy import data_request
from cases.rules.register import duplicates, registration, relocation, verification
from cases.tests.factories import TODAY, make_case, make_nik, make_person
from cases.tests.pairs import side_by_side
from cases.tests.races import at_once, while_it_is_done

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """On a busy machine somebody's deed may take longer than the two seconds that a merge waits for him."""
    monkeypatch.setattr(merging_rows, "ATTEMPTS", 2000)


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


# --- somebody has the merged record open, and saves at that moment


def test_whatever_is_saved_during_the_merge_comes_to_the_record_that_stands(trio, rudi, budi, ana):
    """He opened Harun before the merge; what he typed is not left with a record that nobody sees, and a no wins."""
    kept, merged, other = trio
    for person in (kept, merged):
        consent.record(person, {"FOTO": True}, by=rudi, now=timezone.now())
    asked = {"kind": "LIHAT", "applicant": "Harun sendiri", "identity_check": "KTP asli"}
    deeds = [
        lambda: registration.add_contact(merged, relation="SUAMI", phone="+6281299990000"),
        lambda: registration.add_document(merged, client_uuid=uuid.uuid4(), by=rudi, kind="PASPOR"),
        lambda: registration.add_journey(merged, by=rudi, happened_on=TODAY, source="RT", country="MY"),
        lambda: consent.record(merged, {"FOTO": False, "KELUARGA": False}, by=rudi, now=timezone.now()),
        lambda: make_case(ana, [merged]),
        lambda: data_request.receive(merged, client_uuid=uuid.uuid4(), by=ana, received_at=timezone.now(), **asked),
    ]
    answers = while_it_is_done(merge(side_by_side(kept, merged), budi), *deeds)
    assert answers[0] == "done" and None not in answers
    for model in (Contact, Document, Journey, CasePerson, DataRequest):
        assert set(model.objects.exclude(person=other).values_list("person", flat=True)) == {kept.pk}, model
    assert consent.refuses_photos(kept) and not consent.answers_of(kept)["KELUARGA"].is_given


def test_who_corrects_the_merged_record_is_told_and_who_is_restricted_stays_so(trio, rudi, budi, ana):
    kept, merged, _ = trio
    correct = lambda: told(  # noqa: E731
        lambda: registration.correct(merged, by=rudi, version=merged.version, address="Gang Melati 7")
    )
    restrict = lambda: restriction.place(merged, "PERMINTAAN", by=ana)  # noqa: E731
    answers = while_it_is_done(merge(side_by_side(kept, merged), budi), correct, restrict)
    assert answers[:2] == ["done", registration.CHANGED_BY_ANOTHER] and restriction.of(kept)


# --- to another RT


@pytest.fixture
def next_door(toni):
    return toni.territory


def to_next_door(person, place, by):
    about = {"reason": "PINDAH_RUMAH", "happened_on": TODAY, "address": "", "note": "", "version": person.version}
    return lambda: told(lambda: relocation.relocate(person, place, client_uuid=uuid.uuid4(), by=by, on=TODAY, **about))


def test_moved_to_another_rt_during_the_merge_nobody_waits_in_a_circle(trio, budi, ana, next_door):
    kept, merged, _ = trio
    merged.refresh_from_db()
    answers = at_once(merge(side_by_side(kept, merged), ana), to_next_door(merged, next_door, budi))
    assert "done" in answers and set(answers) <= {"done", registration.CHANGED_BY_ANOTHER}
    assert Journey.objects.exclude(territory=Person.objects.get(pk=kept.pk).territory).filter(person=kept).count() == 0


def test_a_step_while_somebody_moves_to_another_rt(trio, budi, ana, next_door):
    person = trio[0]
    person.refresh_from_db()
    step = {"happened_on": TODAY, "source": "KELURAHAN", "note": "KTP buram"}
    move = lambda: told(  # noqa: E731
        lambda: workflow.move(person.journeys.get(), "PERLU_PERBAIKAN", by=budi, **step)
    )
    assert at_once(move, to_next_door(person, next_door, budi)) == ["done", "done"]
    journey = Journey.objects.get(person=person)
    assert (journey.status, journey.territory) == ("PERLU_PERBAIKAN", next_door)


def test_a_departure_noted_while_the_person_moves_is_seen_where_she_lives_now(trio, rudi, budi, next_door):
    person = trio[0]
    person.refresh_from_db()
    depart = lambda: registration.add_journey(person, by=rudi, happened_on=TODAY, source="RT", country="MY")  # noqa: E731
    answers = while_it_is_done(to_next_door(person, next_door, budi), depart)
    assert answers[0] == "done"
    assert set(Journey.objects.filter(person=person).values_list("territory", flat=True)) == {next_door.pk}


# --- the kelurahan checks one of the two


def checking(journey, by, deed=verification.accept, **given):
    """The page is open already; what it showed is sent."""
    seen = verification.version(Journey.objects.select_related("person").get(pk=journey.pk))
    given |= {"by": by, "on": TODAY, "client_uuid": uuid.uuid4(), "seen": seen}
    return lambda: told(lambda: deed(journey, **given))


def test_joined_while_its_cards_are_compared_it_is_looked_at_once_more(trio, budi, ana):
    """The cards of the one say nothing of what the record that stands says."""
    kept, merged, _ = trio
    journey = merged.journeys.get()
    accept = checking(journey, budi, matches_card=True)
    assert while_it_is_done(merge(side_by_side(kept, merged), ana), accept) == ["done", workflow.CHANGED_MEANWHILE]
    assert set(Journey.objects.filter(person=kept).values_list("status", flat=True)) == {"TERDATA_RT"}
    assert checking(journey, budi)() == "done"


@pytest.mark.parametrize("attempt", range(2))
@pytest.mark.parametrize("decision", ["accept", "refer"])
def test_checked_during_the_merge_nobody_waits_in_a_circle(attempt, decision, trio, budi, ana, citra):
    kept, merged, _ = trio
    journey = kept.journeys.get()
    deed = checking(journey, budi)
    if decision == "refer":
        deed = checking(journey, budi, verification.refer, kelurahan=citra.territory, note="rumahnya di sana")
    answers = at_once(merge(side_by_side(kept, merged), ana), deed)
    assert answers == ["done", "done"] or set(answers) == {"done", workflow.CHANGED_MEANWHILE}
    person, journeys = Person.objects.get(pk=kept.pk), Journey.objects.filter(person=kept)
    assert set(journeys.values_list("territory", flat=True)) == {person.territory_id}
    assert person.latest_status == journeys.latest().first().status and journeys.count() == 2


# --- "the same person" is taken back about a record that is being joined


@pytest.fixture
def joined(trio, toni, ana):
    """Toni typed Harun's NIK for somebody else, and it was decided that she is Harun."""
    entry = {"person": {"name": "Sinta Lain", "territory": toni.territory, "nik": trio[1].nik}}
    entry |= {"journey": {"country": "KH"}, "by": toni, "happened_on": TODAY, "source": "RT"}
    conflict = registration.register(client_uuid=uuid.uuid4(), **entry).conflict
    return nik_conflict.decide(conflict, "SAMA", by=ana, reason="Namanya mirip")


def part(conflict, by):
    return lambda: told(lambda: nik_conflict_undo.take_back(conflict, by=by, reason="KTP", now=timezone.now()))


def assert_parted(kept, merged):
    """Hers is a record of its own with the journey that was typed for her, whatever became of the other two."""
    sinta = Person.objects.get(name="Sinta Lain")
    assert sinta.journeys.get().country == "KH" and sinta.merged_into is None
    assert Journey.objects.filter(person=kept).count() == 2 and not merged.journeys.exists()


def test_parted_while_the_record_is_joined_to_another(trio, joined, budi, ana):
    kept, merged, _ = trio
    assert while_it_is_done(merge(side_by_side(kept, merged), ana), part(joined, budi)) == ["done", "done"]
    assert_parted(kept, merged)
    assert undo(PersonMerge.objects.get(), ana)() == "done"
    assert Person.objects.get(name="Sinta Lain").journeys.count() == merged.journeys.count() == 1


def test_joined_while_she_is_parted(trio, joined, budi, ana, monkeypatch):
    monkeypatch.setattr(merging_rows, "ATTEMPTS", 2)
    kept, merged, _ = trio
    join = merge(side_by_side(kept, merged), ana)
    assert while_it_is_done(part(joined, budi), join) == ["done", merging_rows.IN_USE]
    assert join() == "done"
    assert_parted(kept, merged)


@pytest.mark.parametrize("attempt", range(2))
def test_parted_and_joined_at_once(attempt, trio, joined, budi, ana):
    kept, merged, _ = trio
    assert at_once(merge(side_by_side(kept, merged), ana), part(joined, budi)) == ["done", "done"]
    assert_parted(kept, merged)


def test_while_somebody_keeps_a_record_in_hand_the_merge_lets_go_and_says_so(monkeypatch, trio, budi):
    """It never waits with anything in its own hands."""
    monkeypatch.setattr(merging_rows, "ATTEMPTS", 2)
    kept, merged, _ = trio
    rows = merged.journeys.select_for_update()
    answers = while_it_is_done(lambda: list(rows), merge(side_by_side(kept, merged), budi))
    assert answers[1] == merging_rows.IN_USE and not PersonMerge.objects.exists()
