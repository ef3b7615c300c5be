"""Two officers confirm two spreadsheets with the same people at the same moment: nobody is two records by that."""

import pytest
from django.core.exceptions import ValidationError

from cases.models import DuplicatePair, NikConflict, Person, SheetBatch, SheetRow, Visit
from cases.rules.doubles import merging, merging_rows
from cases.rules.offers import red_flag
from cases.rules.register import duplicates
from cases.rules.sheets import sheet_batch, sheet_undo
from cases.tests.factories import make_nik
from cases.tests.pairs import side_by_side
from cases.tests.races import at_once, while_it_is_done
from cases.tests.spreadsheets import HEADER, checked, imported, person
from lib.clock import today

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Siti Contoh", "Ani Rosmala", "Budi Harapan", "Dewi Lestari", "Eka Saputra")


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """On a busy machine somebody's deed may take longer than the two seconds that a merge waits for him."""
    monkeypatch.setattr(merging_rows, "ATTEMPTS", 2000)


def enter(batch, by):
    try:
        sheet_batch.confirm(batch, with_doubtful=True, by=by)
    except ValidationError:  # the other one was faster: the page says so
        return []
    sheet_batch.run(batch.pk)
    return list(SheetRow.objects.of(batch).values_list("outcome", flat=True))


@pytest.mark.parametrize("attempt", range(2))
def test_the_same_niks_in_two_files_are_one_person_and_one_conflict_each(attempt, ana, dewi):
    rows = [person(name, make_nik()) for name in NAMES]
    one, two = checked(ana, [HEADER, *rows]), checked(dewi, [HEADER, *reversed(rows)])
    both = at_once(lambda: enter(one, ana), lambda: enter(two, dewi))
    assert sorted(outcome for outcomes in both for outcome in outcomes) == ["CONFLICT"] * len(NAMES) + [
        "IMPORTED"
    ] * len(NAMES)
    assert Person.objects.count() == NikConflict.objects.count() == len(NAMES)
    assert set(SheetBatch.objects.values_list("stage", flat=True)) == {"IMPORTED"}


def test_without_a_nik_the_search_that_follows_brings_the_pair_to_the_desk(ana, dewi):
    row = person("Zulkarnaen Harahap", "", "1/2/1990")
    one, two = checked(ana, [HEADER, row]), checked(dewi, [HEADER, row])
    at_once(lambda: enter(one, ana), lambda: enter(two, dewi))
    for batch in (one, two):
        duplicates.search_imported(batch, today())
    assert Person.objects.count() == 2
    assert DuplicatePair.objects.get().found_by == "IMPORT"


def test_one_file_confirmed_by_two_at_once_is_entered_once(ana, dewi):
    red_flag.load()
    batch = checked(ana, [HEADER, *(person(name, make_nik(), country="Kamboja") for name in NAMES)])
    at_once(lambda: enter(batch, ana), lambda: enter(batch, dewi))
    assert Person.objects.count() == Visit.objects.count() == len(NAMES)


def test_a_row_and_its_whole_file_taken_back_at_once(ana, dewi):
    batch = imported(ana, [HEADER, *(person(name, make_nik()) for name in NAMES)])
    row = SheetRow.objects.of(batch).first()

    def all_of_it():
        sheet_batch.undo(batch, by=dewi)
        sheet_batch.run(batch.pk)

    def this_one():
        try:
            sheet_undo.take_back(row)
        except ValidationError:  # all of it went first
            return

    at_once(all_of_it, this_one)
    assert not Person.objects.exists()
    assert set(SheetRow.objects.of(batch).values_list("outcome", flat=True)) == {"UNDONE"}


class TestTakenBackWhileTwoAreJoined:
    """Joined first, both stay and it is said why; taken back first, there is nothing to join any more."""

    @pytest.fixture
    def batch(self, ana):
        return imported(ana, [HEADER, *(person(name, make_nik()) for name in NAMES)])

    @pytest.fixture
    def merge(self, batch, dewi):
        pair = side_by_side(*Person.objects.order_by("pk")[:2])

        def join():
            try:
                merging.merge(pair, by=dewi, reason="KTP")
            except ValidationError as refused:
                return refused.message
            return "done"

        return join

    @pytest.fixture
    def take_back(self, batch, ana):
        sheet_batch.undo(batch, by=ana)
        return lambda: sheet_batch.run(batch.pk)

    def test_the_merge_first(self, batch, merge, take_back):
        while_it_is_done(merge, take_back)
        self.assert_joined(batch)

    def test_the_file_first(self, batch, merge, take_back, monkeypatch):
        monkeypatch.setattr(merging_rows, "ATTEMPTS", 2)
        assert while_it_is_done(lambda: sheet_undo.take_back_some(batch, 500), merge)[1] == merging_rows.IN_USE
        assert merge() == duplicates.GONE and not Person.objects.exists()

    @pytest.mark.parametrize("attempt", range(2))
    def test_at_once(self, attempt, batch, merge, take_back):
        if "done" in at_once(merge, take_back):
            self.assert_joined(batch)
        else:
            assert not Person.objects.exists()

    def assert_joined(self, batch):
        notes = SheetRow.objects.of(batch).filter(outcome="KEPT").values_list("outcome_note", flat=True)
        assert len(notes) == Person.objects.count() == 2 and all("sudah digabung" in note for note in notes)
        assert SheetRow.objects.of(batch).filter(outcome="UNDONE").count() == len(NAMES) - 2
