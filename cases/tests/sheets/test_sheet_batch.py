"""Old data on its way in: looked at, entered, taken back."""

import io
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import (
    Contact,
    DuplicatePair,
    NikConflict,
    Person,
    RegistrationDraft,
    SheetBatch,
    SheetMapping,
    SheetRow,
)
from cases.rules.privacy import retention
from cases.rules.sheets import sheet_batch
from cases.tests.factories import make_nik, make_person
from cases.tests.spreadsheets import HEADER, NIK, ROWS, checked, fresh, imported, person, upload, xlsx
from lib.clock import today
from lib.spreadsheet import apart


def outcomes(batch):
    return list(SheetRow.objects.of(batch).values_list("verdict", "outcome"))


def test_a_dry_run_enters_nobody(ana):
    batch = checked(ana)
    assert (batch.stage, batch.total) == ("CHECKED", 3)
    assert outcomes(batch) == [("accept", ""), ("warn", ""), ("refuse", "")]
    assert not Person.objects.exists()


def test_only_good_rows_unless_the_doubtful_are_wanted(ana):
    batch = checked(ana)
    sheet_batch.confirm(batch, with_doubtful=False, by=ana)
    sheet_batch.run(batch.pk)
    assert [p.name for p in Person.objects.all()] == ["Siti Contoh"]


def test_a_row_becomes_a_person_as_the_screen_makes_one(ana, places):
    imported(ana, [HEADER, person("Siti Contoh", NIK, phone="081234567890", passport="C1234567")])
    siti = Person.objects.get()
    assert (siti.nik, siti.sex, siti.territory.code) == (NIK, "PEREMPUAN", "19.71.05.1005.002.003")
    assert (siti.contacts.get().phone, siti.documents.get().number) == ("+6281234567890", "C1234567")
    journey = siti.journeys.get()
    assert (journey.country, journey.source, journey.history.get().by) == ("MY", "IMPOR", ana)
    for someone in Person.objects.all():
        newest = someone.journeys.get()
        assert (someone.latest_status, someone.latest_country) == (newest.status, newest.country)


def test_entering_twice_enters_once(ana):
    batch = imported(ana)
    SheetBatch.objects.filter(pk=batch.pk).update(stage="IMPORTING")
    SheetRow.objects.of(batch).update(outcome="")  # as if the worker died before it could write what it had done
    sheet_batch.run(batch.pk)
    assert Person.objects.count() == 2


def test_a_worker_that_died_is_followed_by_one_that_goes_on(ana, monkeypatch):
    monkeypatch.setattr(sheet_batch.sheet_check, "GROUP", 1)
    batch = upload(ana)
    sheet_batch.start_check(batch, mapping=batch.mapping, by=ana)
    assert sheet_batch.run(batch.pk, seconds=0)
    assert fresh(batch).done == 1
    SheetBatch.objects.filter(pk=batch.pk).update(touched_at=timezone.now() - timedelta(minutes=2))
    assert list(SheetBatch.objects.abandoned(timezone.now())) == [batch]
    sheet_batch.run(batch.pk)
    assert (fresh(batch).stage, SheetRow.objects.of(batch).count()) == ("CHECKED", 3)


def test_a_nik_that_is_taken_goes_to_the_desk(ana, rudi):
    other = make_person(rudi, rudi.territory, name="Zulkarnaen Beda", nik=make_nik())
    batch = imported(ana, [HEADER, person("Siti Contoh", other.nik)])
    assert outcomes(batch) == [("warn", "CONFLICT")]
    assert NikConflict.objects.get().person == other and Person.objects.count() == 1


def test_columns_are_remembered_for_the_next_file(ana):
    batch = upload(ana, [("Nama", "Kolom X"), ("Siti Contoh", "0812 3456 7890")])
    (fingerprint,) = batch.mapping
    sheet_batch.start_check(batch, mapping={fingerprint: ["name", "phone"]}, by=ana)
    again = upload(ana, [("NAMA", "kolom x"), ("Ani", "1")])
    assert again.mapping == {fingerprint: ["name", "phone"]}
    assert SheetMapping.objects.get().chosen_by == ana


def test_after_thirty_days_the_file_is_gone_and_the_people_stay(ana):
    batch = imported(ana)
    retention.purge(today() + timedelta(days=31))
    assert not SheetBatch.objects.filter(pk=batch.pk).exists()
    assert Person.objects.count() == 2


def test_the_database_holds_no_readable_row(ana):
    batch = checked(ana)
    row = SheetRow.objects.of(batch).extra(select={"raw": "content_json"}).first()
    assert "Siti" not in row.raw and "Siti" in row.content_json


@pytest.fixture
def signed_in(client, ana, settings):
    settings.DEMO = True
    client.force_login(ana.user)
    return client


def send(client, data, *, key=None, name="lama.xlsx", page="cases:imports"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse(page), {"client_uuid": key or uuid.uuid4(), "file": file})


def test_the_whole_way_on_the_screen(signed_in, ana):
    key = uuid.uuid4()
    answer = send(signed_in, xlsx(ROWS), key=key)
    send(signed_in, xlsx(ROWS), key=key)
    batch = SheetBatch.objects.get()
    assert answer.url == batch.get_absolute_url()
    page = signed_in.get(answer.url).content.decode()
    assert "Apa isi setiap kolom?" in page and NIK not in page
    columns = {f"column_0_{place}": field for place, field in enumerate(next(iter(batch.mapping.values())))}
    signed_in.post(reverse("cases:choose_columns", args=[batch.pk]), columns)
    assert "0 dari 3 baris" in signed_in.get(answer.url).content.decode()
    assert 'id="sheet-progress"' in signed_in.get(answer.url, headers={"HX-Request": "true"}).content.decode()[:80]
    sheet_batch.run(batch.pk)
    page = signed_in.get(answer.url).content.decode()
    assert "Siti Contoh" in page and NIK not in page and "••••••••••••0001" in page
    assert "Excel" in signed_in.get(answer.url, {"bagian": "warn"}).content.decode()
    signed_in.post(reverse("cases:confirm_import", args=[batch.pk]), {"with_doubtful": "on"})
    sheet_batch.run(batch.pk)
    assert "2 orang dimasukkan" in signed_in.get(answer.url).content.decode()
    signed_in.post(reverse("cases:undo_import", args=[batch.pk]))
    sheet_batch.run(batch.pk)
    assert "2 baris ditarik kembali" in signed_in.get(answer.url).content.decode()


def test_who_enters_nothing_is_told_and_may_still_enter(signed_in, ana):
    """Only doubtful rows and the box not ticked: the file does not end with nobody entered."""
    batch = checked(ana, [HEADER, person("Murni Contoh", "3.27E+15", "1/2/1990")])
    url = reverse("cases:confirm_import", args=[batch.pk])
    assert sheet_batch.NOTHING in signed_in.post(url, follow=True).text and fresh(batch).stage == "CHECKED"
    signed_in.post(url, {"with_doubtful": "on"})
    assert fresh(batch).stage == "IMPORTING"


def test_a_file_without_a_row_to_enter_offers_no_button(signed_in, ana):
    batch = checked(ana, [HEADER, person("", make_nik())])
    page = signed_in.get(batch.get_absolute_url()).text
    assert "lalu unggah lagi" in page and ">Masukkan</button>" not in page


def test_the_file_comes_back_with_what_is_wrong_and_without_formulas(signed_in, ana):
    batch = checked(ana, [HEADER, person("=1+1 Siti", "3.27E+15")])
    answer = signed_in.get(reverse("cases:import_file", args=[batch.pk]))
    ((_, rows),) = apart.read(answer.content)
    header, row = rows[0][1], rows[1][1]
    assert header[-2:] == ["masalah", "hasil"] and "Excel" in row[len(HEADER)]
    assert "'=1+1 Siti" in row


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 60, "gambar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", ".xls"),
        (b"1;2\n3;4", "nama"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(signed_in, data, sentence):
    assert sentence in send(signed_in, data).content.decode()
    assert not SheetBatch.objects.exists()


def test_a_file_of_which_nothing_was_entered_may_be_thrown_away(signed_in, ana):
    batch = checked(ana)
    signed_in.post(reverse("cases:discard_import", args=[batch.pk]))
    assert not SheetBatch.objects.exists()
    other = imported(ana)
    signed_in.post(reverse("cases:discard_import", args=[other.pk]))
    assert SheetBatch.objects.exists()


THEIRS = [("No Paspor", "Nama PMI", "Tgl Lahir"), ("C1234567", "SITI CONTOH", ""), ("X7654321", "Orang Baru", "")]


def test_three_piles(ana, rudi):
    siti = make_person(rudi, rudi.territory, name="Siti Contoh", passport="C1234567", status="DI_LUAR_NEGERI")
    away = make_person(rudi, rudi.territory, name="Zulaikha Jauh", status="DI_LUAR_NEGERI")
    make_person(rudi, rudi.territory, name="Mawar Rumah")
    before = list(Person.objects.order_by("pk").values())
    batch = checked(ana, THEIRS, kind="RECONCILIATION")
    assert list(Person.objects.order_by("pk").values()) == before  # whatever they write, ours stays as it is
    found = [(row.pile, row.known) for row in SheetRow.objects.of(batch).select_related("known")]
    assert found == [("BOTH", siti), ("THEIRS", None), ("OURS", away)]


def test_whom_only_they_know_is_registered_without_typing_it_again(signed_in, ana, rudi):
    batch = checked(ana, [*THEIRS[:2], ("X7654321", "Orang Baru", "05-02-1993")], kind="RECONCILIATION")
    row = SheetRow.objects.of(batch).filter(pile="THEIRS").last()
    start = f"/warga/daftar/?baris={row.pk}"
    assert start in signed_in.get(f"{batch.get_absolute_url()}?bagian=THEIRS").text
    assert f'name="baris" value="{row.pk}"' in signed_in.get(start).text  # the list does not say where she lives
    start += f"&kelurahan={rudi.territory.kelurahan_code}"
    assert "Orang Baru" in signed_in.get(start).text
    form = {"client_uuid": uuid.uuid4(), "territory": rudi.territory.pk}
    for _ in range(2):
        page = signed_in.post(start, form).url
    first = signed_in.get(page).text
    assert 'value="Orang Baru"' in first and 'value="1993"' in first and "Kesalahan" not in first
    assert 'value="X7654321"' in signed_in.get(page.replace("orang", "dokumen")).text
    assert RegistrationDraft.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "%00", "9" * 30, "1"])
def test_a_row_that_is_none_begins_an_empty_registration(client, rudi, places, key):
    client.force_login(rudi.user)
    answer = client.post(f"/warga/daftar/?baris={key}", {"client_uuid": uuid.uuid4()})
    assert answer.status_code == 302 and not RegistrationDraft.objects.get().pages


@pytest.mark.parametrize(
    ("covers", "missing"),
    [("AWAY", ["Zulaikha Jauh"]), ("PLANNED", ["Mawar Calon"]), ("BOTH", ["Mawar Calon", "Zulaikha Jauh"])],
)
def test_only_who_should_stand_in_such_a_list_is_missing_from_it(signed_in, rudi, covers, missing):
    make_person(rudi, rudi.territory, name="Zulaikha Jauh", status="DI_LUAR_NEGERI")
    make_person(rudi, rudi.territory, name="Mawar Calon", status="OPP")
    make_person(rudi, rudi.territory, name="Tono Baru Rencana")
    file = SimpleUploadedFile("daftar.xlsx", xlsx(THEIRS))
    given = {"client_uuid": uuid.uuid4(), "file": file, "covers": covers}
    signed_in.post(reverse("cases:reconciliations"), given)
    batch = SheetBatch.objects.get()
    sheet_batch.start_check(batch, mapping=batch.mapping, by=batch.uploaded_by)
    sheet_batch.run(batch.pk)
    rows = SheetRow.objects.of(batch).filter(pile="OURS")
    assert sorted(rows.values_list("known__name", flat=True)) == missing
    page = signed_in.get(batch.get_absolute_url(), {"bagian": "OURS"}).text
    assert batch.get_covers_display() in page and "tidak ditampilkan" not in page


def test_how_many_of_ours_are_not_shown_is_said(signed_in, ana, rudi, monkeypatch):
    monkeypatch.setattr(sheet_batch.sheet_piles, "MOST_OURS", 1)
    for name in ("Zulaikha Jauh", "Mawar Jauh", "Tono Jauh"):
        make_person(rudi, rudi.territory, name=name, status="DI_LUAR_NEGERI")
    batch = checked(ana, THEIRS, kind="RECONCILIATION")
    assert (SheetRow.objects.of(batch).filter(pile="OURS").count(), batch.ours_left_out) == (1, 2)
    page = signed_in.get(batch.get_absolute_url(), {"bagian": "OURS"}).text
    assert "Masih ada 2 orang lain" in page


def test_another_name_on_the_same_passport_is_only_maybe(ana, rudi):
    make_person(rudi, rudi.territory, name="Joko Lain", passport="C1234567")
    batch = checked(ana, THEIRS, kind="RECONCILIATION")
    assert SheetRow.objects.of(batch).first().pile == "MAYBE"


def test_a_row_is_ticked_off_once(signed_in, ana, dewi, rudi):
    make_person(rudi, rudi.territory, name="Siti Contoh", passport="C1234567")
    batch = checked(ana, THEIRS, kind="RECONCILIATION")
    row = SheetRow.objects.of(batch).filter(pile="THEIRS").last()
    url = reverse("cases:settle_row", args=[batch.pk, row.pk])
    signed_in.post(url, {"note": "sudah didaftarkan"})
    signed_in.force_login(dewi.user)
    signed_in.post(url, {"note": "lagi"})
    row.refresh_from_db()
    assert (row.settled_by, row.settled_note) == (ana, "sudah didaftarkan")
    page = signed_in.get(batch.get_absolute_url(), {"bagian": "THEIRS"}).content.decode()
    assert "sudah didaftarkan" in page and "Selesai" in page
    answer = signed_in.get(reverse("cases:reconciliation_file", args=[batch.pk]))
    assert "sudah didaftarkan" in str(apart.read(io.BytesIO(answer.content).getvalue()))


def test_the_command_enters_as_an_office(ana, tmp_path, capsys):
    file = tmp_path / "lama.xlsx"
    file.write_bytes(xlsx(ROWS))
    call_command("import_people", file, wet_run=True, username="ana")
    assert "IMPORTED: 2" in capsys.readouterr().out
    assert {person.registered_by for person in Person.objects.all()} == {ana}


def test_the_command_refuses_an_office_without_the_right(rudi, tmp_path):
    file = tmp_path / "lama.xlsx"
    file.write_bytes(xlsx(ROWS))
    with pytest.raises(CommandError, match="tidak memegang"):
        call_command("import_people", file, wet_run=True, username="rudi")


def test_one_bad_row_does_not_keep_the_others_out(ana, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(sheet_batch.sheet_import.registration_many, "register_plain", refuse)
    batch = imported(ana)
    assert [outcome for _, outcome in outcomes(batch)] == ["IMPORTED", "IMPORTED", ""]


def test_a_number_written_twice_is_one_contact(ana):
    batch = imported(
        ana, [(*HEADER, "HP Keluarga"), (*person("Siti Contoh", NIK, phone="081234567890 / 081234567890"), "")]
    )
    assert outcomes(batch)[0][1] == "IMPORTED" and Contact.objects.count() == 1


def test_two_rows_with_one_nik_are_a_person_and_a_conflict(ana):
    batch = imported(ana, [HEADER, person("Siti Contoh", NIK), person("Joko Lain", NIK, "1/1/1980")])
    assert [outcome for _, outcome in outcomes(batch)] == ["IMPORTED", "CONFLICT"]
    assert NikConflict.objects.get().person == Person.objects.get()


def test_who_may_be_the_same_comes_to_the_desk(ana, rudi):
    known = make_person(rudi, rudi.territory, name="Zulkarnaen Harahap")
    Person.objects.filter(pk=known.pk).update(birth_date=date(1990, 2, 1))
    rows = [
        person("Zulkarnain Harahap", "", "1/2/1990", ward="Opas Indah"),
        person("Rosmala Dewi", "", "3/4/1991"),
        person("Rosmalah Dewi", "", "3/4/1991", ward="Opas Indah"),
    ]
    batch = imported(ana, [HEADER, *rows])
    pairs = {frozenset([p.first.name, p.second.name]) for p in DuplicatePair.objects.all()}
    assert pairs == {
        frozenset(["Zulkarnaen Harahap", "Zulkarnain Harahap"]),
        frozenset(["Rosmala Dewi", "Rosmalah Dewi"]),
    }
    assert fresh(batch).stage == "IMPORTED"


def test_twenty_rows_cost_no_more_questions_than_three(ana):
    few = checked(ana, [HEADER, *(person(f"Warga Contoh {chr(65 + n)}", make_nik()) for n in range(3))])
    sheet_batch.confirm(few, with_doubtful=True, by=ana)
    with CaptureQueriesContext(connection) as of_few:
        sheet_batch.run(few.pk)
    many = checked(ana, [HEADER, *(person(f"Orang Lain {chr(65 + n)}", make_nik()) for n in range(20))])
    sheet_batch.confirm(many, with_doubtful=True, by=ana)
    with CaptureQueriesContext(connection) as of_many:
        sheet_batch.run(many.pk)
    assert len(of_many) <= len(of_few) + 2 <= 55


def test_a_step_does_not_read_the_whole_file_again(ana):
    batch = checked(ana)
    before = SheetBatch.objects.get(pk=batch.pk).sheets
    sheet_batch.confirm(batch, with_doubtful=True, by=ana)
    with CaptureQueriesContext(connection) as asked:
        sheet_batch.run(batch.pk)
    assert not any("sheets_json" in query["sql"] for query in asked.captured_queries)
    assert fresh(batch).sheets == before
