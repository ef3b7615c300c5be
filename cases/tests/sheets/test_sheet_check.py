"""From a spreadsheet to verdicts, and the files that never get so far."""

import io
import json
import uuid
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cases.forms.sheets.sheet import WHY
from cases.models import Person, SheetBatch, SheetRow
from cases.rules.sheets import sheet_check
from cases.tests.factories import make_nik, make_person
from cases.tests.spreadsheets import HEADER, csv, person, xlsx
from cases.values.columns import field_of
from lib.spreadsheet import apart
from lib.spreadsheet.refusal import Refusal, Refused

ON = date(2026, 1, 2)
NIK = "1971054502930001"


def verdicts(data):
    return [
        (line.number, str(line.verdict))
        for group in sheet_check.check(sheet_check.open_sheets(data), ON)
        for line, *_ in group
    ]


def lines(data):
    return [line for group in sheet_check.check(sheet_check.open_sheets(data), ON) for line, *_ in group]


def test_a_clean_row_is_taken_as_it_stands(places):
    (line,) = lines(
        xlsx([HEADER, person("Siti Contoh", NIK, phone=81234567890, passport="c 1234567", country="Malaysia")])
    )
    assert (line.verdict, line.said) == ("accept", [])
    record = line.record
    assert (record["name"], record["nik"], record["birth_date"], record["sex"]) == (
        "Siti Contoh", NIK, "1993-02-05", "PEREMPUAN",
    )  # fmt: skip
    assert (record["territory"], record["phone"], record["passport"], record["country"]) == (
        "19.71.05.1005.002.003", "+6281234567890", "C1234567", "MY",
    )  # fmt: skip


def test_titles_above_sums_below_and_headings_between(places):
    rows = [
        ["DATA PMI KOTA PANGKALPINANG"], [], HEADER, range(1, 11), person("Siti Contoh", NIK), [],
        ["", "JUMLAH", 1], HEADER, [2, "", "1971054502930002"], ["", "Mengetahui,"], ["", "Kepala Dinas"],
    ]  # fmt: skip
    assert verdicts(xlsx(rows)) == [
        (4, "skip"), (5, "accept"), (7, "skip"), (8, "skip"), (9, "refuse"), (10, "skip"), (11, "skip"),
    ]  # fmt: skip


def test_a_kelurahan_merged_over_rows_counts_for_each(places):
    rows = [("Nama", "Kelurahan"), ("Siti Contoh", ""), ("Ani Contoh", "")]
    found = lines(xlsx(rows, merged=[("B2:B3", "Opas Indah")]))
    assert [line.record["kelurahan"] for line in found] == ["Opas Indah", "Opas Indah"]


def test_a_kelurahan_as_a_heading_between_the_rows(places):
    rows = [("Nama", "NIK"), ("KELURAHAN OPAS INDAH",), ("Siti Contoh", NIK)]
    assert [line.record and line.record["kelurahan"] for line in lines(xlsx(rows))] == [None, "Opas Indah"]


@pytest.mark.parametrize(
    "heading, field",
    [("N I K", "nik"), ("T.T.L.", "birth"), ("N A M A  L E N G K A P", "name"), ("L / P", "sex"), ("Warna baju", "")],
)
def test_letters_set_apart_are_one_word(heading, field):
    assert field_of(heading) == field


def test_headings_in_two_lines(places):
    rows = [("No", "Nama", "Alamat", "", ""), ("", "", "RT", "RW", "Kelurahan"), (1, "Siti Contoh", 3, 2, "Tuatunu")]
    assert lines(xlsx(rows))[0].record["territory"] == "19.71.05.1005.002.003"


def test_every_visible_sheet_with_a_name(places):
    data = xlsx([["Petunjuk pengisian"]], [HEADER, person("Siti Contoh", NIK)], [HEADER, person("Ani")], hidden=[2])
    assert [line.sheet for line in lines(data)] == ["Sheet2"]


@pytest.mark.parametrize(("sign", "encoding"), [(";", "cp1252"), (",", "utf-8"), ("\t", "utf-16"), (";", "utf-8-sig")])
def test_text_files_of_any_make(places, sign, encoding):
    rows = [("Nama", "NIK", "Tgl Lahir", "Kelurahan", "RT/RW", "Tempat Lahir"),
            ("Siti Contoh", "'" + NIK, "5 Feb 93", "Tua Tunu", "3/2", "Désa")]  # fmt: skip
    (line,) = lines(csv(*rows, sign=sign, encoding=encoding))
    assert (line.verdict, line.record["nik"], line.record["birth_place"]) == ("accept", NIK, "Désa")


def test_the_same_person_twice_in_the_file(places):
    found = lines(
        xlsx([HEADER, person("Siti Contoh", NIK), person("SITI CONTOH", NIK), person("Joko Lain", NIK, "1/1/1980")])
    )
    assert [str(line.verdict) for line in found] == ["accept", "skip", "warn"]
    assert "baris 2" in found[1].said[0] and "NIK sama dengan baris 2" in " ".join(found[2].said)


def test_who_is_registered_is_skipped_with_the_number(rudi, places):
    known = make_person(rudi, rudi.territory, name="Siti Contoh", nik=NIK)
    Person.objects.filter(pk=known.pk).update(birth_date=date(1993, 2, 5))
    other = make_person(rudi, rudi.territory, name="Orang Lain", nik=make_nik())
    found = lines(xlsx([HEADER, person("Siti Contoh", NIK), person("Zulkarnaen Beda", other.nik, "")]))
    assert [str(line.verdict) for line in found] == ["skip", "warn"]
    assert known.number in found[0].said[0] and other.number in " ".join(found[1].said)
    assert Person.objects.count() == 2


def parts(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return content.getvalue()


BAD = {
    Refusal.EMPTY: b"  \n ",
    Refusal.PICTURE: b"\x89PNG\r\n\x1a\n" + b"x" * 50,
    Refusal.OLD_EXCEL: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook" * 9,
    Refusal.LOCKED: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    Refusal.MACROS: parts(xl__workbook_dot_xml="<workbook/>", xl__vbaProject_dot_bin="x"),
    Refusal.OTHER_OFFICE: parts(word__document_dot_xml="<document/>"),
    Refusal.BOMB: parts(xl__workbook_dot_xml="<workbook/>", xl__sheet_dot_xml=b" " * (30 << 20)),
    Refusal.WEB_PAGE: b"<html><table><tr><td>Nama</td></tr></table></html>",
    Refusal.BROKEN: xlsx([HEADER])[:900],
    Refusal.UNKNOWN: b"MZ" + bytes(200),
    Refusal.TOO_MANY_ROWS: b"Nama;NIK\n" + b"Siti;1\n" * 20_001,
    Refusal.TOO_BIG: b"x" * (apart.MOST_BYTES + 1),
}
# As BAD, by what somebody would say of the file.
MORE = {
    "a program under the name of a spreadsheet": (
        Refusal.UNKNOWN,
        b"MZ\x90\0" + b"This program cannot be run in DOS mode.",
    ),
    "a sheet of macros of the old kind": (
        Refusal.MACROS,
        parts(xl__workbook_dot_xml="<workbook/>", xl__macrosheets__sheet1_dot_xml="<x/>"),
    ),
    "a thousand small parts": (
        Refusal.BOMB,
        parts(xl__workbook_dot_xml="<workbook/>", **{f"xl__{number}_dot_xml": "x" for number in range(500)}),
    ),
    "pages packed in a zip": (Refusal.OTHER_OFFICE, parts(foto_dot_jpg="x")),
    "an archive of another make": (Refusal.UNKNOWN, b"Rar!\x1a\x07" + b"x" * 60),
}


@pytest.mark.parametrize("refusal", BAD)
def test_files_that_are_not_opened(refusal):
    with pytest.raises(Refused) as refused:
        apart.read(BAD[refusal])
    assert refused.value.refusal == refusal


@pytest.mark.parametrize("name", MORE)
def test_more_files_that_are_not_opened(name):
    refusal, data = MORE[name]
    with pytest.raises(Refused) as refused:
        apart.read(data)
    assert refused.value.refusal == refusal


def test_every_refusal_has_a_sentence():
    assert set(WHY) == set(Refusal) and all(sentence.endswith(".") for sentence in WHY.values())


@pytest.fixture(scope="module")
def a_hundred_thousand_rows():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Nama", "NIK"))
        for number in range(1, 100_001):
            sheet.write_string(number, 0, "Siti Contoh")
            sheet.write_string(number, 1, NIK)
    return content.getvalue()


def test_a_hundred_thousand_rows_are_refused_with_what_to_do_and_nothing_is_kept(
    client, ana, settings, a_hundred_thousand_rows
):
    settings.DEMO = True
    client.force_login(ana.user)
    file = SimpleUploadedFile("semua.xlsx", a_hundred_thousand_rows)
    answer = client.post(reverse("cases:imports"), {"client_uuid": uuid.uuid4(), "file": file})
    assert answer.status_code == 200 and WHY[Refusal.TOO_MANY_ROWS] in answer.text
    assert not SheetBatch.objects.exists() and not SheetRow.objects.exists()


def test_a_document_type_is_never_followed():
    data = parts(xl__workbook_dot_xml='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook/>')
    with pytest.raises(Refused, match="BOMB"):
        apart.read(data)


def test_the_command_answers_a_line_for_each_row(places, tmp_path, capsys):
    file = tmp_path / "lama.xlsx"
    file.write_bytes(xlsx([HEADER, person("Siti Contoh", "3.27E+15"), person("", NIK)]))
    call_command("import_people", file, report=True)
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(answer["row"], answer["verdict"]) for answer in answers] == [(2, "warn"), (3, "refuse")]
    assert answers[0]["person"]["nik"] == "" and "Excel" in answers[0]["warnings"][0]
    assert not Person.objects.exists()


def test_the_command_says_what_is_wrong_with_a_file(tmp_path):
    file = tmp_path / "foto.xlsx"
    file.write_bytes(BAD[Refusal.PICTURE])
    with pytest.raises(CommandError, match="gambar"):
        call_command("import_people", file)
