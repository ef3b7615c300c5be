"""An import taken back, whole or row by row: whoever was worked on since stays, and it is said why."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import DuplicatePair, Journey, NikConflict, Person, SheetBatch, SheetRow
from cases.rules import workflow
from cases.rules.offers import talk
from cases.rules.register import duplicates, registration
from cases.rules.sheets import sheet_batch, sheet_undo
from cases.tests.factories import make_case, make_nik, make_person
from cases.tests.spreadsheets import HEADER, fresh, imported, person
from lib.clock import today

NAMES = ("Siti Contoh", "Ani Rosmala", "Budi Harapan")


@pytest.fixture
def batch(ana):
    """Three residents of an old list, entered."""
    return imported(ana, [HEADER, *(person(name, make_nik()) for name in NAMES)])


@pytest.fixture
def siti(batch):
    return Person.objects.get(name="Siti Contoh")


@pytest.fixture
def screen(client, ana, settings):
    settings.DEMO = True
    client.force_login(ana.user)
    return client


def row_of(someone):
    return SheetRow.objects.get(person=someone)


def undone(batch, by):
    sheet_batch.undo(batch, by=by)
    sheet_batch.run(batch.pk)
    return fresh(batch)


def press(screen, row):
    return screen.post(reverse("cases:undo_row", args=[row.batch_id, row.pk]), follow=True).text


# --- all of it


def test_all_of_it_is_taken_back(batch, ana):
    assert undone(batch, ana).stage == "UNDONE"
    assert not Person.objects.exists() and not Journey.objects.exists()


def change(siti, ana):
    registration.correct(siti, by=ana, version=siti.version, address="Jl. Baru 1")


def call(siti, ana):
    registration.add_contact(siti, relation="IBU", phone="081234567890")


def move_on(siti, ana):
    journey = siti.journeys.get()
    target = journey.moves_for(ana)[0].target
    workflow.move(journey, target, by=ana, happened_on=today(), note="lanjut", source="KELUARGA")


def leave_again(siti, ana):
    registration.add_journey(siti, by=ana, happened_on=today(), source="RT", country="TW")


def note_paper(siti, ana):
    siti.documents.create(kind="KTP")


def open_case(siti, ana):
    make_case(ana, [siti])


def speak(siti, ana):
    talk.Talk.objects.create(journey=siti.journeys.get(), flags=["x"], is_said=True, by=ana, happened_on=today())


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (change, "datanya sudah diubah"),
        (call, "ada kontak baru"),
        (move_on, "perjalanannya sudah berlanjut"),
        (leave_again, "ada perjalanan baru"),
        (note_paper, "ada dokumen baru"),
        (open_case, "sudah tercatat dalam kasus"),
        (speak, "keluarganya sudah diajak bicara"),
    ],
)
def test_who_was_worked_on_stays_with_the_reason_and_the_others_go(batch, siti, ana, deed, why):
    deed(siti, ana)
    undone(batch, ana)
    row = SheetRow.objects.of(batch).get(outcome="KEPT")
    assert siti.number in row.outcome_note and why in row.outcome_note
    assert list(Person.objects.all()) == [siti]


def test_several_reasons_are_said_once_each(batch, siti, ana):
    change(siti, ana)
    call(siti, ana)
    siti.contacts.create(relation="AYAH", name="Ayah")
    reason = sheet_undo.why_kept(row_of(siti))
    assert reason == f"{siti.number} tetap ada: datanya sudah diubah; ada kontak baru."


def test_the_page_says_who_stayed_and_why(batch, siti, ana, screen, few_queries):
    change(siti, ana)
    undone(batch, ana)
    with few_queries():
        page = screen.get(batch.get_absolute_url()).text
    assert "2 baris ditarik kembali, 1 tetap ada" in page
    assert f"{siti.number} tetap ada: datanya sudah diubah." in page


def test_a_conflict_that_was_decided_stays(ana, rudi):
    taken = make_person(rudi, rudi.territory, name="Zulkarnaen Beda", nik=make_nik())
    batch = imported(ana, [HEADER, person("Siti Contoh", taken.nik)])
    NikConflict.objects.update(decision="TANYA_RT")
    undone(batch, ana)
    assert NikConflict.objects.exists() and "sudah diputuskan" in SheetRow.objects.of(batch).get().outcome_note


def test_after_seven_days_it_stays(batch, ana, siti):
    SheetBatch.objects.update(imported_at=timezone.now() - timedelta(days=8))
    with pytest.raises(ValidationError, match="7 hari"):
        sheet_batch.undo(batch, by=ana)
    with pytest.raises(ValidationError, match="tidak bisa dibatalkan lagi"):
        sheet_undo.take_back(row_of(siti))


# --- one row


def test_one_row_goes_and_the_others_stay(batch, siti, screen):
    assert "Baris itu sudah dibatalkan" in press(screen, row_of(siti))
    assert sorted(Person.objects.values_list("name", flat=True)) == sorted(NAMES[1:])
    assert SheetRow.objects.of(batch).get(outcome="UNDONE").person is None
    assert fresh(batch).stage == "IMPORTED"


def test_one_row_that_was_worked_on_stays_and_may_be_asked_again(batch, siti, ana, screen):
    contact = registration.add_contact(siti, relation="IBU", phone="081234567890")
    row = row_of(siti)
    assert "ada kontak baru" in press(screen, row)
    undone(batch, ana)  # the others
    contact.delete()
    assert "Batalkan baris ini" in screen.get(batch.get_absolute_url(), {"bagian": "KEPT"}).text
    assert "Baris itu sudah dibatalkan" in press(screen, row)
    assert not Person.objects.exists()


def test_a_row_is_taken_back_once(batch, siti, screen):
    row = row_of(siti)
    press(screen, row)
    assert "tidak bisa dibatalkan lagi" in press(screen, row)


def test_a_row_of_another_file_is_not_found(batch, siti, ana, screen):
    other = imported(ana, [HEADER, person("Wati Lain", make_nik())])
    assert screen.post(reverse("cases:undo_row", args=[other.pk, row_of(siti).pk])).status_code == 404
    assert Person.objects.filter(pk=siti.pk).exists()


# --- who may be the same, looked for afterwards


@pytest.fixture
def alike(ana, rudi):
    """Known without a birthday: only the sound of the name betrays it."""
    make_person(rudi, rudi.territory, name="Rosmala Zubaidah Dewi")
    return imported(ana, [HEADER, person("Rusmalah Subaidah Dewi", "", "3/4/1991")])


def test_the_wide_search_follows_and_its_pairs_say_where_they_come_from(alike, screen):
    assert not DuplicatePair.objects.exists()
    assert duplicates.search_imported(alike, today()) == 1
    assert DuplicatePair.objects.get().found_by == "IMPORT"
    assert duplicates.search_imported(alike, today()) == 0
    assert "dari impor" in screen.get("/warga/kembar/").text


def test_whoever_is_entered_row_by_row_comes_from_an_import_too(ana, rudi, monkeypatch):
    known = make_person(rudi, rudi.territory, name="Zulkarnaen Harahap")
    Person.objects.filter(pk=known.pk).update(birth_date="1990-02-01")
    monkeypatch.setattr(sheet_batch.sheet_import.registration_many, "register_plain", lambda entries, by: {})
    imported(ana, [HEADER, person("Zulkarnain Harahap", "", "1/2/1990", ward="Opas Indah")])
    assert DuplicatePair.objects.get().found_by == "IMPORT"


def test_the_page_says_how_many_are_still_looked_for(alike, screen):
    part = {"HX-Request": "true", "HX-Target": "sheet-search"}
    assert "masih dicari: 1 baris" in screen.get(alike.get_absolute_url()).text
    answer = screen.get(alike.get_absolute_url(), headers=part)
    assert answer.text.strip().startswith("<div") and "every 5s" in answer.text
    duplicates.search_imported(alike, today())
    text = screen.get(alike.get_absolute_url(), headers=part).text
    assert "sudah dicari untuk semua baris" in text and "1 pasangan menunggu keputusan" in text
    assert "every 5s" not in text
