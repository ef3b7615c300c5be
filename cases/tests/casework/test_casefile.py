"""The file of a case: one line of events with filters and corrections, its data, its persons, its neighbours."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseNote, CasePerson, CaseTie
from cases.rules import intake, workflow
from cases.rules.casework import casefile
from cases.rules.clocks import deadline
from cases.tests.factories import TODAY, make_case, make_nik, make_person
from cases.values.casefile import NoteKind

pytestmark = pytest.mark.django_db


def url(name, case, *keys):
    return reverse(f"cases:{name}", args=[case.number, *keys])


def note(case, by, text, **fields):
    return intake.add_note(case, client_uuid=uuid.uuid4(), text=text, by=by, **fields)


@pytest.fixture
def read(client, case):
    """The case as somebody reads it."""

    def read(actor, **query):
        client.force_login(actor.user)
        return client.get(case.get_absolute_url(), query).content.decode()

    return read


class TestLineOfEvents:
    @pytest.fixture
    def told(self, case, coordination, ana):
        workflow.move(case, "TRIASE", by=ana, happened_on=TODAY, source="KELUARGA", note="bergerak")
        note(case, ana, "hanya ditulis")
        note(case, ana, "bicara dengan ibu", kind=NoteKind.KONTAK, spoke_with="ibu, telepon 3 menit")
        note(case, ana, "surat dari KBRI", kind=NoteKind.SURAT)
        note(case, ana, "dibagi", shared_with=coordination.agency)

    @pytest.mark.parametrize(
        "only, seen",
        [
            ("", {"bergerak", "hanya ditulis", "bicara dengan ibu", "surat dari KBRI", "dibagi"}),
            ("status", {"bergerak"}),
            ("catatan", {"hanya ditulis", "dibagi"}),
            ("kontak", {"bicara dengan ibu"}),
            ("berkas", {"surat dari KBRI"}),
            ("koordinasi", {"dibagi"}),
            ("ngawur", {"bergerak", "hanya ditulis", "bicara dengan ibu", "surat dari KBRI", "dibagi"}),
        ],
    )
    def test_each_filter_shows_its_own(self, read, told, ana, only, seen):
        page = read(ana, isi=only)
        words = {"bergerak", "hanya ditulis", "bicara dengan ibu", "surat dari KBRI", "dibagi"}
        assert {word for word in words if f"<blockquote>{word}" in page} == seen

    def test_what_was_done_when_a_clock_asked_for_it_is_a_task(self, read, told, case, ana):
        clock = case.deadlines.get(code="KABARI_PELAPOR")
        seen, key = clock.started_at.isoformat(), uuid.uuid4()
        deadline.mark_done(clock, by=ana, at=timezone.now(), seen=seen, client_uuid=key, note="ibunya lega")
        assert "ibunya lega" in read(ana, isi="tugas") and "ibunya lega" in read(ana)
        assert "hanya ditulis" not in read(ana, isi="tugas") and "ibunya lega" not in read(ana, isi="kontak")

    def test_five_hundred_entries_cost_no_more_than_five(self, client, ana, case, few_queries):
        CaseNote.objects.bulk_create(
            CaseNote(client_uuid=uuid.uuid4(), case=case, by=ana, text=f"catatan ke-{number}.") for number in range(500)
        )
        client.force_login(ana.user)
        with few_queries(11):
            page = client.get(case.get_absolute_url()).content.decode()
        assert page.count("<blockquote>catatan ke-") == 25 and "Lebih lama" in page
        assert "Lebih lama" not in client.get(case.get_absolute_url(), {"riwayat": "21"}).content.decode()

    @pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999999", "²"])
    def test_a_page_that_does_not_exist_is_no_error(self, client, ana, case, page):
        client.force_login(ana.user)
        assert client.get(case.get_absolute_url(), {"riwayat": page}).status_code == 200

    def test_a_correction_is_a_new_entry_that_points_at_the_old_one(self, client, read, ana, case):
        wrong = note(case, ana, "ia di Poipet")
        client.force_login(ana.user)
        address = url("add_note", case) + f"?koreksi={wrong.pk}"
        assert "ia di Poipet" in client.get(address).content.decode()
        client.post(address, {"client_uuid": str(uuid.uuid4()), "text": "ternyata di Bavet"})
        page = read(ana)
        assert "ia di Poipet" in page and "ternyata di Bavet" in page
        assert "Sudah dibetulkan" in page and f'href="#entri-{wrong.pk}"' in page

    def test_a_step_is_corrected_the_same_way(self, read, ana, case):
        workflow.move(case, "TRIASE", by=ana, happened_on=TODAY, source="KELUARGA")
        step = case.history.get(new_status="TRIASE")
        entry = type("Entry", (), {"id": step.pk, "title": "Kasus: Triase"})
        note(case, ana, "kabarnya dari RT", corrects=entry)
        assert "Membetulkan" in read(ana) and "Kasus: Triase" in read(ana)

    def test_nobody_corrects_what_he_does_not_see(self, client, ana, eko, case, coordination):
        type(coordination).objects.update(status="DIKIRIM")
        secret = note(case, ana, "rahasia")
        client.force_login(eko.user)
        for key in (secret.pk, uuid.uuid4(), "bukan-uuid"):
            assert client.get(url("add_note", case) + f"?koreksi={key}").status_code == 404

    def test_a_three_minute_call_is_quickly_written_down(self, client, read, ana, case):
        """domain.md §9 row 16."""
        client.force_login(ana.user)
        form = {"client_uuid": str(uuid.uuid4()), "kind": "KONTAK", "text": "kata sandi: kopi", "spoke_with": "ia, WA"}
        for _ in range(2):
            client.post(url("add_note", case), form)
        assert CaseNote.objects.filter(kind="KONTAK").count() == 1
        assert "Dengan ia, WA" in read(ana, isi="kontak")

    def test_nothing_is_heard_tomorrow(self, client, ana, case):
        client.force_login(ana.user)
        day = (timezone.localdate() + timedelta(days=1)).isoformat()
        page = client.post(url("add_note", case), {"client_uuid": str(uuid.uuid4()), "text": "x", "happened_on": day})
        assert workflow.IN_THE_FUTURE in page.content.decode()


def typed(case, **changed):
    values = {name: getattr(case, name) for name in ("urgency", "category", "country", "place", "chronology")}
    return {**values, "seen": case.version, "why": "kata ibunya", **changed}


class TestCaseData:
    def test_several_problems_in_one_case(self, client, read, ana, case):
        client.force_login(ana.user)
        form = typed(case, further_categories=["SAKIT", "DOKUMEN_DITAHAN"], urgency="P1")
        assert client.post(url("edit_case", case), form).url == case.get_absolute_url()
        page = read(ana)
        assert "Sakit, Dokumen ditahan" in page and "kata ibunya" in page and "P1 Darurat" in page
        assert "sebelumnya P2 Mendesak" in page

    def test_the_line_of_events_does_not_betray_a_suspicion(self, ana, case):
        casefile.edit_case(case, seen=0, why="laporan", by=ana, further_categories=["TPPO"], place="Blok C")
        text = CaseNote.objects.get().text
        assert "perdagangan" not in text and "TPPO" not in text and "Blok C" not in text and "Kasus khusus" in text

    def test_the_second_of_two_editors_loses_nothing(self, client, ana, dewi, case):
        form = typed(case, place="dari Ana")
        casefile.edit_case(case, seen=0, why="x", by=dewi, place="dari Dewi")
        client.force_login(ana.user)
        page = client.post(url("edit_case", case), form).content.decode()
        assert casefile.CHANGED_MEANWHILE in page and "dari Ana" in page and 'name="seen" value="1"' in page

    def test_how_urgent_it_is_cannot_be_left_open(self, client, ana, case):
        client.force_login(ana.user)
        assert "---" not in client.get(url("edit_case", case)).content.decode()
        page = client.post(url("edit_case", case), typed(case, urgency="", place="dari Ana"))
        assert page.context["form"].errors["urgency"] and "dari Ana" in page.content.decode()

    def test_nothing_changed_writes_nothing(self, client, ana, case):
        client.force_login(ana.user)
        client.post(url("edit_case", case), typed(case))
        assert not CaseNote.objects.exists()


class TestPersons:
    def test_siblings_want_different_things(self, client, read, ana, rudi, case):
        """domain.md §9 rows 7 and 15: he does not want to be rescued while his mother insists."""
        brother = intake.add_person(case, make_person(rudi, rudi.territory, name="Bayu"), by=ana, happened_on=TODAY)
        client.force_login(ana.user)
        form = {"country": "TH", "place": "Mae Sot", "will": "TIDAK_INGIN", "outcome": "", "why": "katanya", "seen": 0}
        assert client.post(brother.get_absolute_url(), form).url == brother.get_absolute_url()
        page = read(ana)
        assert "tidak ingin pulang" in page and "belum bisa ditanya" in page and "Mae Sot" in page
        assert {link.will for link in CasePerson.objects.all()} == {"TIDAK_INGIN", "BELUM_DITANYA"}

    def test_dinsos_reads_without_the_place(self, client, ana, dina, case):
        intake.add_member(case, dina.office, by=ana)
        link = case.persons.get()
        casefile.edit_person(link, seen=0, why="x", by=ana, place="Blok C", will="INGIN_PULANG")
        client.force_login(dina.user)
        page = client.get(link.get_absolute_url()).content.decode()
        assert "ingin pulang" in page and "Blok C" not in page and "Ubah keadaannya" not in page
        client.post(link.get_absolute_url(), {"will": "RAGU", "seen": 1, "why": "y"})
        assert CasePerson.objects.get().will == "INGIN_PULANG"


class TestTies:
    @pytest.fixture
    def other(self, ana):
        return make_case(ana, [])

    def test_two_reports_of_one_person_are_tied_and_stay_two(self, client, read, ana, case, other):
        """domain.md §9 row 18."""
        client.force_login(ana.user)
        form = {"number": other.number.lower(), "kind": "ORANG_SAMA"}
        for _ in range(2):
            assert client.post(url("tie_case", case), form).status_code == 302
        assert CaseTie.objects.count() == 1
        assert other.number in read(ana) and "orang yang sama" in read(ana)
        client.post(url("untie_case", case, CaseTie.objects.get().pk))
        assert other.number not in read(ana)

    @pytest.mark.parametrize("number", ["K-2020-9999", "", "'"])
    def test_only_with_a_case_that_is_there(self, client, ana, case, number):
        client.force_login(ana.user)
        assert client.post(url("tie_case", case), {"number": number, "kind": "TEMPAT"}).status_code == 200
        assert client.post(url("tie_case", case), {"number": case.number, "kind": "TEMPAT"}).status_code == 200
        assert not CaseTie.objects.exists()


class TestSummary:
    @pytest.fixture
    def known(self, ana, rudi, eko, coordination, case):
        nik = make_nik()
        intake.add_person(case, make_person(rudi, rudi.territory, nik=nik), by=ana, happened_on=TODAY)
        case.chronology, case.reporter_name = "Dibawa lewat laut", "Ibu Contoh"
        case.save()
        type(coordination).objects.update(status="DIKIRIM")
        return nik

    def test_it_shows_what_the_reader_may_know(self, client, ana, eko, case, known):
        client.force_login(ana.user)
        page = client.get(url("case_summary", case)).content.decode()
        assert "Dibawa lewat laut" in page and "Ibu Contoh" in page and known not in page and known[-4:] in page
        client.force_login(eko.user)
        page = client.get(url("case_summary", case)).content.decode()
        assert "Dibawa lewat laut" not in page and "Ibu Contoh" not in page and "Siti Contoh" in page


def test_the_most_urgent_case_stands_first(client, ana, siti):
    calm, worst, soon = (make_case(ana, [siti], urgency=level) for level in ("P4", "P1", "P2"))
    client.force_login(ana.user)
    page = client.get(reverse("cases:list")).content.decode()
    assert page.index(worst.number) < page.index(soon.number) < page.index(calm.number)
