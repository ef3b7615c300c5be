"""The file given back with “masalah” is the same file: corrected and loaded again it finds its way by itself."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Person, SheetMapping, SheetRow
from cases.rules.sheets import sheet_back, sheet_batch
from cases.tests.factories import make_nik
from cases.tests.spreadsheets import HEADER, NIK, csv, fresh, person, xlsx
from cases.values.sheet_remarks import split
from lib.spreadsheet import apart
from lib.spreadsheet.write import workbook

TWO_LINES = [("No", "Nama", "Alamat", "", ""), ("", "", "RT", "RW", "Kelurahan"), (1, "Siti Contoh", 3, 2, "Tuatunu")]
FILES = {
    "csv": csv(HEADER, person("Siti Contoh", NIK, phone="081234567890"), ("", "JUMLAH", "1", "", ""), person("", NIK)),
    "one sheet": xlsx([HEADER, person("Siti Contoh", NIK, phone=81234567890), person("Ani Contoh", 3270000000000000)]),
    "several sheets": xlsx(
        [["Petunjuk pengisian"], ["isi semua"]],
        [HEADER, person("Siti Contoh", NIK)],
        [("Nama", "Negara", "Masalah"), ("Ani Contoh", "Malaysia", "gaji tidak dibayar")],
    ),
    "headings in two lines": xlsx(TWO_LINES),
    "merged headings": xlsx(TWO_LINES, merged=[("A1:A2", "No"), ("B1:B2", "Nama"), ("C1:E1", "Alamat")]),
    "titles": xlsx([["DATA PMI KOTA PANGKALPINANG", "", ""], [], ["Tahun 2019"], HEADER, person("Siti Contoh", NIK)]),
    "last digits lost by Excel": xlsx(
        [HEADER, person("Siti Contoh", 1971054502930000), person("Ani", 1971054502930010)]
    ),
    "a whole NIK as a number": xlsx([HEADER, person("Siti Contoh", int(NIK)), person("Ani Contoh", 1971054502930010)]),
    "formulas": xlsx([HEADER, person('=HYPERLINK("x") Siti', "'" + NIK, phone="+6281234567890", country="-")]),
}


def received(ana, data):
    return sheet_batch.receive(
        client_uuid=uuid.uuid4(), kind="IMPORT", file_name="lama", sheets=apart.read(data), by=ana
    )


def checked(ana, data):
    batch = received(ana, data)
    sheet_batch.start_check(batch, mapping=batch.mapping, by=ana)
    sheet_batch.run(batch.pk)
    return fresh(batch)


def entered(ana, data):
    batch = checked(ana, data)
    sheet_batch.confirm(batch, with_doubtful=True, by=ana)
    sheet_batch.run(batch.pk)
    return fresh(batch)


def back(batch):
    return workbook(sheet_back.sheets_of(batch))


def found(batch):
    return [(row.number, row.verdict, row.said, row.record) for row in SheetRow.objects.of(batch)]


@pytest.mark.parametrize("name", FILES)
def test_it_comes_back_as_it_was_and_is_read_the_same_again(ana, name):
    first = checked(ana, FILES[name])
    sheets = apart.read(back(first))
    assert [[number for number, _ in rows] for _, rows in sheets] == [
        [number for number, _ in rows] for _, rows in first.sheets
    ]
    again = checked(ana, back(first))
    assert found(again) == found(first)
    assert again.mapping == first.mapping and SheetMapping.objects.filter(fingerprint__in=again.mapping).exists()
    assert apart.read(back(again)) == sheets  # our columns are replaced, not added once more


@pytest.mark.parametrize("name", ["one sheet", "several sheets", "headings in two lines", "merged headings", "titles"])
def test_every_cell_stands_where_it_stood(ana, name):
    batch = checked(ana, FILES[name])
    given_back = [(sheet, split(rows)[0]) for sheet, rows in apart.read(back(batch))]
    assert given_back == [(sheet, rows) for sheet, rows in batch.sheets]


def test_what_is_wrong_stands_under_masalah_beside_its_row(ana):
    batch = checked(ana, FILES["several sheets"])
    notes, people, others = (rows for _, rows in apart.read(back(batch)))
    assert notes == [(1, ["Petunjuk pengisian"]), (2, ["isi semua"])]
    assert people[0][1][-2:] == ["masalah", "hasil"]
    assert others[0][1] == ["Nama", "Negara", "Masalah", "masalah", "hasil"]
    assert others[1][1][2] == "gaji tidak dibayar" and "Kelurahan belum diketahui" in others[1][1][3]


def test_a_long_number_comes_back_as_text(ana):
    ((_, rows),) = apart.read(back(checked(ana, FILES["a whole NIK as a number"])))
    assert rows[1][1][2] == NIK


def test_nothing_in_it_is_calculated(ana):
    ((_, rows),) = apart.read(back(checked(ana, FILES["formulas"])))
    assert rows[1][1][1].startswith("'=") and rows[1][1][7] == "'+6281234567890"


def test_corrected_and_loaded_again_only_what_was_lacking_is_entered(ana):
    rows = [HEADER, person("Siti Contoh", NIK), person("Ani Tanpa Apa", "", "", ward=""), person("", make_nik())]
    first = entered(ana, xlsx(rows))
    assert Person.objects.count() == 2
    ((name, rows),) = apart.read(back(first))
    rows[3][1][1] = "Budi Harapan"
    again = entered(ana, workbook([(name, rows)]))
    outcomes = list(SheetRow.objects.of(again).values_list("verdict", "outcome"))
    assert outcomes[:2] == [("skip", ""), ("skip", "")] and outcomes[2][1] == "IMPORTED"
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ani Tanpa Apa", "Budi Harapan", "Siti Contoh"]


def test_a_row_that_became_somebody_is_known_even_after_it_was_corrected(ana):
    first = entered(ana, xlsx([HEADER, person("Ani Rosmala", "", "", ward="")]))
    ((name, rows),) = apart.read(back(first))
    rows[1][1][2] = make_nik()
    again = checked(ana, workbook([(name, rows)]))
    assert [row.verdict for row in SheetRow.objects.of(again)] == ["skip"]


def test_another_person_written_over_a_row_is_another_person(ana):
    first = entered(ana, xlsx([HEADER, person("Ani Rosmala", NIK)]))
    ((name, rows),) = apart.read(back(first))
    rows[1][1][1:4] = ["Zulkarnaen Harahap", make_nik(), "Bangka, 01-02-1970"]
    again = checked(ana, workbook([(name, rows)]))
    assert [row.verdict for row in SheetRow.objects.of(again)] != ["skip"]


def test_the_page_gives_it_back(client, ana, settings):
    settings.DEMO = True
    client.force_login(ana.user)
    batch = checked(ana, FILES["several sheets"])
    answer = client.get(reverse("cases:import_file", args=[batch.pk]))
    assert [name for name, _ in apart.read(answer.content)] == ["Sheet1", "Sheet2", "Sheet3"]
