"""An old list brings plans, too: where one shows signs of danger, the kelurahan calls on the family as ever."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Journey, NikConflict, Person, SheetRow, Talk, Visit
from cases.rules.doubles import nik_conflict
from cases.rules.offers import red_flag, talk
from cases.rules.register import registration
from cases.rules.sheets import sheet_batch
from cases.tests.factories import make_nik, make_person
from cases.tests.spreadsheets import checked, fresh, imported
from lib.clock import today

HEADER = ("Nama", "NIK", "Kelurahan", "RT/RW", "Negara", "Pekerjaan", "P3MI", "Tgl Berangkat", "Status")
LIST = "/warga/kunjungan/"
SOON = f"{today() + timedelta(days=5):%d/%m/%Y}"


def row(name, country="Kamboja", job="admin", *, nik="", status="mau berangkat", leaves="", agency=""):
    nik = nik or make_nik()
    return (name, nik, "Tua Tunu Indah", "003/002", country, job, agency, leaves, status)


RISKY = row("Siti Contoh")
HONEST = row("Ani Rosmala", "Taiwan", "perawat lansia", agency="PT Contoh P3MI")


@pytest.fixture(autouse=True)
def _signs(db):
    red_flag.load()


def undone(batch, by):
    sheet_batch.undo(batch, by=by)
    sheet_batch.run(batch.pk)
    return fresh(batch)


# --- what comes of it


def test_only_the_family_with_a_risky_plan_is_called_on_and_nobody_is_said_to_have_spoken(ana):
    imported(ana, [HEADER, RISKY, HONEST])
    assert Visit.objects.get().journey.person.name == "Siti Contoh"
    assert not Talk.objects.exists()


@pytest.mark.parametrize(
    "plan",
    [
        {"country": "Kamboja"},
        {"country": "Malaysia", "job": "admin situs judi"},
        {"country": "Polandia"},
        {"country": "Malaysia", "leaves": SOON},
        {"country": "Malaysia", "agency": "calo di pasar"},
        {"country": "Taiwan", "job": "perawat lansia", "agency": "PT Contoh P3MI"},
    ],
)
def test_it_is_the_visit_that_the_same_plan_owes_when_an_rt_tells_it(ana, rudi, plan):
    imported(ana, [HEADER, row("Siti Contoh", **plan)])
    journey = Journey.objects.get()
    kept = list(Visit.objects.values_list("flags", "due_on"))
    Visit.objects.all().delete()
    talk.record(journey, is_said=False, by=rudi, on=today())
    assert kept == list(Visit.objects.values_list("flags", "due_on"))


@pytest.mark.parametrize("status", ["di luar negeri", "sudah pulang", "hilang kontak", "batal", "meninggal"])
def test_who_is_away_home_or_stays_is_not_called_on(ana, status):
    assert not SheetRow.objects.of(imported(ana, [HEADER, row("Siti Contoh", status=status)])).owing_visits()
    assert Person.objects.exists() and not Visit.objects.exists()


def test_the_kelurahan_finds_it_among_its_visits_and_no_other_does(ana, budi, citra, client):
    imported(ana, [HEADER, RISKY])
    client.force_login(budi.user)
    assert "Siti Contoh" in client.get(LIST).text
    client.force_login(citra.user)
    assert "Siti Contoh" not in client.get(LIST).text


def test_rows_entered_one_by_one_owe_the_same(ana, monkeypatch):
    monkeypatch.setattr(sheet_batch.sheet_import.registration_many, "register_plain", lambda entries, by: {})
    imported(ana, [HEADER, RISKY, HONEST])
    assert Visit.objects.get().journey.person.name == "Siti Contoh"


def test_the_visits_of_a_step_are_owed_in_one_statement(ana):
    batch = checked(ana, [HEADER, *(row(f"Warga Contoh {chr(65 + n)}", nik=make_nik(day=1 + n)) for n in range(20))])
    sheet_batch.confirm(batch, with_doubtful=True, by=ana)
    with CaptureQueriesContext(connection) as questions:
        sheet_batch.run(batch.pk)
    assert Visit.objects.count() == Person.objects.count() == 20
    assert not [one for one in questions if 'INTO "cases_visit"' in one["sql"]]  # copied
    assert len([one for one in questions if 'FROM "cases_redflag"' in one["sql"]]) == 1


# --- before it is entered


def test_the_preview_says_how_many_visits_come_of_it_and_of_which_rows(ana, client):
    doubtful = row("Budi Harapan", nik="1.97E+15")
    batch = checked(ana, [HEADER, RISKY, row("Dewi Lestari"), HONEST, doubtful])
    client.force_login(ana.user)
    page = client.get(batch.get_absolute_url()).text
    assert "berkunjung ke 2 keluarga dari baris yang baik, dan ke 1 keluarga lagi" in page
    assert page.count("keluarga dikunjungi kelurahan") == 2
    assert not Visit.objects.exists()
    sheet_batch.confirm(batch, with_doubtful=False, by=ana)
    sheet_batch.run(batch.pk)
    assert Visit.objects.count() == 2
    said = client.get(batch.get_absolute_url()).text
    assert "3 orang dimasukkan. Kelurahan mendapat tugas berkunjung ke 2 keluarga." in said


def test_without_a_risky_plan_the_preview_says_nothing_of_visits(ana, client):
    batch = checked(ana, [HEADER, HONEST])
    client.force_login(ana.user)
    assert "berkunjung" not in client.get(batch.get_absolute_url()).text


# --- once, however often


def test_entering_twice_owes_one_visit(ana):
    batch = imported(ana, [HEADER, RISKY])
    type(batch).objects.filter(pk=batch.pk).update(stage="IMPORTING")
    SheetRow.objects.of(batch).update(outcome="")  # as if the worker died before it could write what it had done
    sheet_batch.run(batch.pk)
    assert Visit.objects.count() == 1


def test_the_same_file_again_owes_no_second_visit(ana):
    for _ in range(2):
        imported(ana, [HEADER, RISKY])
    assert Person.objects.count() == Visit.objects.count() == 1


def test_what_an_rt_tells_later_is_added_to_the_visit_that_is_owed(ana, rudi):
    imported(ana, [HEADER, RISKY])
    journey = Journey.objects.get()
    journey.visa = "WISATA"
    journey.save()
    talk.record_change(journey, is_said=True, by=rudi, on=today())
    assert {"visa-wisata", "negara-rawan"} <= set(Visit.objects.get().flags)


def test_where_the_nik_was_taken_the_visit_follows_the_decision_and_counts_from_the_import(ana, rudi):
    taken = make_person(rudi, rudi.territory, name="Zulkarnaen Beda", nik=make_nik())
    imported(ana, [HEADER, row("Siti Contoh", nik=taken.nik)])
    assert not Visit.objects.exists()
    NikConflict.objects.update(reported_at=timezone.now() - timedelta(days=2))
    nik_conflict.decide(NikConflict.objects.get(), "LAIN", by=ana, reason="dua orang")
    visit = Visit.objects.get()
    assert visit.journey.person.name == "Siti Contoh" and (visit.due_on - today()).days == 1
    assert not Talk.objects.exists()


# --- taken back


def test_a_visit_nobody_has_made_goes_with_the_import(ana):
    assert undone(imported(ana, [HEADER, RISKY, HONEST]), ana).stage == "UNDONE"
    assert not Person.objects.exists() and not Visit.objects.exists()


@pytest.mark.parametrize("outcome", ["TETAP", "TIDAK_BERTEMU"])
def test_who_was_called_on_stays_and_the_undo_says_so(ana, budi, client, outcome):
    batch = imported(ana, [HEADER, RISKY, HONEST])
    talk.finish_visit(Visit.objects.get(), outcome=outcome, note="Ibunya ikut.", by=budi, on=today())
    undone(batch, ana)
    siti = Person.objects.get()
    assert siti.name == "Siti Contoh" and siti.journeys.get().visits.exclude(done_on=None).exists()
    client.force_login(ana.user)
    page = client.get(batch.get_absolute_url()).text
    assert f"{siti.number} tetap ada: keluarganya sudah dikunjungi." in page


def test_whose_plan_somebody_has_filled_in_stays(ana, budi):
    batch = imported(ana, [HEADER, RISKY])
    journey = Journey.objects.get()
    registration.correct_journey(journey, version=journey.version, job="koki")
    undone(batch, ana)
    assert "data perjalanannya sudah diubah" in SheetRow.objects.of(batch).get().outcome_note


def test_who_writes_down_a_visit_that_was_just_taken_back_is_told(ana, budi):
    batch = imported(ana, [HEADER, RISKY])
    visit = Visit.objects.get()
    undone(batch, ana)
    with pytest.raises(ValidationError, match="ditarik kembali"):
        talk.finish_visit(visit, outcome="TETAP", note="", by=budi, on=today())
