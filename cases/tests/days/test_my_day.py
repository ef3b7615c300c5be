"""What each office finds in the morning."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import Case, Coordination, Document, Journey
from cases.rules import small_cells, workflow
from cases.rules.days import totals
from cases.rules.days.my_day import DAYS, LATE, OF_OTHERS, my_day
from cases.tests.factories import TODAY, make_case, make_case_letter, make_person
from cases.values.choices import DocumentKind
from lib.clock import today

pytestmark = pytest.mark.django_db
URL = "/beranda/"
CAST = ["rudi", "wati", "budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "rena", "putri", "karim", "adi"]


def labels(day, title):
    return [row.label for section in day.sections if section.title == title for row in section.rows]


def numbers(day):
    return {card.label: card.number for card in day.cards}


def test_every_office_has_a_day():
    assert set(DAYS) == set(Role)


NEIGHBOURS = ("rudi", "toni", "wati")


@pytest.mark.parametrize("who", CAST)
def test_it_works_with_few_queries(client, request, siti, case, coordination, who, few_queries):
    client.force_login(request.getfixturevalue(who).user)
    # One is left for the second factor, which RT and RW need not.
    with few_queries(12 if who in NEIGHBOURS else 11):
        assert client.get(URL).status_code == 200


def test_it_requires_sign_in(client, db):
    assert client.get(URL).url.startswith("/masuk/")


@pytest.mark.parametrize("who", ["wawan", "kiki", "dina", "eko", "rena", "karim", "adi", "toni", "citra"])
def test_it_names_nobody_to_those_who_may_not_see_them(client, request, siti, case, coordination, who):
    client.force_login(request.getfixturevalue(who).user)
    page = client.get(URL).content.decode()
    assert "Siti" not in page and case.number not in page


class TestNeighbourhood:
    def test_the_last_entries_and_what_came_back(self, rudi, toni, siti):
        day = my_day(rudi, TODAY)
        assert labels(day, "Terakhir Anda data") == ["Siti Contoh"] and day.deed.url == "/warga/daftar/"
        Journey.objects.update(status="PERLU_PERBAIKAN")
        assert labels(my_day(rudi, TODAY), "Dikembalikan, perlu diperbaiki") == ["Siti Contoh"]
        assert labels(my_day(toni, TODAY), "Dikembalikan, perlu diperbaiki") == []

    def test_what_has_to_be_repaired_stands_beside_the_name(self, rudi, budi, siti):
        workflow.move(
            siti.journeys.get(), "PERLU_PERBAIKAN", by=budi, happened_on=TODAY, source="KELURAHAN", note="KTP buram"
        )
        assert my_day(rudi, TODAY).sections[0].rows[0].detail == "KTP buram"

    def test_a_successor_finds_the_offices_entries(self, rudi, siti):
        type(rudi).objects.filter(pk=rudi.pk).update(ends_on=TODAY)
        successor = make_actor("baru", Role.RT, rudi.territory)
        assert labels(my_day(successor, TODAY), "Terakhir Anda data") == ["Siti Contoh"]


class TestKelurahan:
    def test_the_longest_waiting_first(self, rudi, budi, siti):
        make_person(rudi, rudi.territory, name="Bayu Contoh")
        day = my_day(budi, TODAY)
        assert labels(day, "Paling lama menunggu diperiksa") == ["Siti Contoh", "Bayu Contoh"]
        assert numbers(day)["Menunggu diperiksa"] == "2"

    def test_papers_and_contracts_that_end(self, budi, citra, siti):
        Document.objects.create(person=siti, kind=DocumentKind.VISA, expires_on=TODAY + timedelta(20))
        Journey.objects.update(status="DI_LUAR_NEGERI", contract_ends_on=TODAY + timedelta(30))
        day = my_day(budi, TODAY)
        assert labels(day, "Dokumen akan habis") == ["Siti Contoh"]
        assert (numbers(day)["Dokumen habis dalam 90 hari"], numbers(day)["Kontrak habis dalam 90 hari"]) == ("1", "1")
        assert labels(my_day(citra, TODAY), "Dokumen akan habis") == []


class TestCity:
    def test_what_presses(self, ana, dewi, siti, case, coordination):
        calm = make_case(ana, [siti], urgency="P4")
        Coordination.objects.update(status="DIKIRIM", due_on=TODAY - timedelta(1))
        day = my_day(ana, TODAY)
        assert labels(day, "Kasus yang Anda pegang") == [f"{case.number} · P2", f"{calm.number} · P4"]
        assert labels(day, OF_OTHERS) == [] and labels(my_day(dewi, TODAY), OF_OTHERS) == [f"{case.number} · P2"]
        assert labels(day, LATE) == [f"{case.number} · P2"]
        pressing = [
            row for section in day.sections if section.title != "Kasus yang Anda pegang" for row in section.rows
        ]
        assert not any(calm.number in row.label for row in pressing)

    def test_how_long_an_agency_is_silent(self, client, ana, case, coordination):
        Coordination.objects.update(status="DIKIRIM", due_on=TODAY - timedelta(9))
        (row,) = [row for section in my_day(ana, TODAY).sections if section.title == LATE for row in section.rows]
        assert row.is_late and row.detail.endswith("lewat 9 hari")

    def test_what_waits_stands_above_what_is_only_counted(self, client, ana, case):
        client.force_login(ana.user)
        page = client.get(URL).content.decode()
        assert page.index("Mendesak (P2)") < page.index("Kasus yang Anda pegang") < page.index("Warga di luar negeri")

    def test_a_letter_waits_for_the_head_beside_the_requests(self, client, ana, dewi, case, few_queries):
        make_case_letter(ana, case, status="DIPARAF")
        assert "Surat" in labels(my_day(dewi, TODAY), "Menunggu persetujuan Anda")
        assert "Surat" not in labels(my_day(ana, TODAY), "Menunggu persetujuan Anda")
        client.force_login(dewi.user)
        with few_queries():
            assert "pemberitahuan akhir penanganan" in client.get(URL).content.decode()

    def test_what_waits_for_the_head(self, dewi, case, coordination):
        Coordination.objects.update(status="DIAJUKAN")
        Case.objects.update(status="USUL_TUTUP")
        assert len(labels(my_day(dewi, TODAY), "Menunggu persetujuan Anda")) == 2

    @pytest.mark.parametrize("status, said", [("DI_LUAR_NEGERI", "1"), ("HILANG_KONTAK", "0 ± 1"), ("PULANG", "0")])
    def test_how_many_are_abroad_and_how_sure_we_are(self, ana, siti, status, said):
        Journey.objects.update(status=status)
        assert numbers(my_day(ana, TODAY))["Warga di luar negeri"] == said


class TestAgencies:
    def test_dinsos_finds_its_cases(self, dina, ana, case):
        assert labels(my_day(dina, TODAY), "Kasus yang melibatkan Anda") == []
        case.members.create(office=dina.office, added_by=ana)
        assert labels(my_day(dina, TODAY), "Kasus yang melibatkan Anda") == [f"{case.number} · P2"]

    def test_dinsos_finds_who_is_to_be_visited_and_what_was_sent_to_it(self, dina, ana, case):
        case.members.create(office=dina.office, added_by=ana)
        now = timezone.now()
        clock = {"case_person": case.persons.get(), "code": "KUNJUNGAN_1", "holder": "KOTA", "urgency": "P2"}
        case.deadlines.create(**clock, started_at=now, due_at=now - timedelta(1))
        make_case_letter(ana, case, kind="S10", number="560/9", status="DIKIRIM")
        day = my_day(dina, today())
        assert labels(day, "Pendampingan yang sudah waktunya") == [f"{case.number} · P2"]
        assert [row.detail for section in day.sections if section.title == "Surat untuk Anda" for row in section.rows]

    @pytest.mark.parametrize(
        "status, title",
        [
            ("DIKIRIM", "Baru, belum dinyatakan diterima"),
            ("DITERIMA", "Kabar Anda ditunggu"),
            ("PERLU_DATA", "Menunggu kelengkapan dari Pangkalpinang"),
        ],
    )
    def test_bp3mi_finds_what_was_sent(self, eko, case, coordination, status, title):
        Coordination.objects.update(status=status)
        day = my_day(eko, TODAY)
        assert [section.title for section in day.sections if section.rows] == [title]


class TestTotals:
    @pytest.mark.parametrize(
        "numbers, cells",
        [
            ([0, 7, 9], ["0", "7", "9"]),
            ([3, 2, 9], [small_cells.FEW, small_cells.FEW, "9"]),
            ([3, 7, 9], [small_cells.FEW, small_cells.HIDDEN, "9"]),
            ([3, 0, 0], [small_cells.FEW, "0", "0"]),
            ([1, 1, 9], [small_cells.FEW, small_cells.FEW, small_cells.HIDDEN]),  # two in all: one each
            ([4, 4, 9, 6], [small_cells.FEW, small_cells.FEW, "9", small_cells.HIDDEN]),
            ([4, 4, 0], [small_cells.FEW, small_cells.FEW, small_cells.HIDDEN]),
            ([1001, 5], ["1.000+", "5"]),
        ],
    )
    def test_small_cells_are_hidden_and_cannot_be_had_back(self, numbers, cells):
        assert small_cells.suppressed(numbers) == cells

    def test_the_kecamatan_sees_its_kelurahan(self, kiki, rudi):
        for letter in "ABCDEF":
            make_person(rudi, rudi.territory, name=f"Orang {letter} Contoh", status="DI_LUAR_NEGERI")
        assert totals.by_place(kiki.territory) == [("Tua Tunu Indah", "6", "0")]
        assert numbers(my_day(kiki, TODAY))["Di luar negeri"] == "6"

    @pytest.mark.parametrize(
        "cell, length", [("7", 7), ("1.000+", 1000), (small_cells.FEW, 0), (small_cells.HIDDEN, 0)]
    )
    def test_a_bar_betrays_no_hidden_number(self, cell, length):
        assert totals.Place("Gabek", cell, "0").length == length

    @pytest.mark.parametrize(
        "content, asked, shown", [(6, 7, small_cells.HIDDEN), (7, 7, "7"), (2, 7, small_cells.FEW)]
    )
    def test_nor_is_the_one_family_told_that_was_not_content(self, wawan, monkeypatch, content, asked, shown):
        counted = [0, 0, 0, 0, 0, 0, content, asked]
        monkeypatch.setattr(totals, "capped_counts", lambda *lists: counted[: len(lists)])
        said = dict(totals.headlines(wawan, TODAY))
        assert (said["Keluarga yang puas"], said["Keluarga yang ditanya"]) == (shown, "7")

    def test_the_mayor_hears_how_many_cases_never_which(self, wawan, case, coordination):
        assert numbers(my_day(wawan, TODAY))["Kasus terbuka"] == small_cells.FEW
        assert {place.name for place in my_day(wawan, TODAY).places} == {"Gerunggang", "Taman Sari"}
