"""The page of a case: what it offers, what a step needs."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Case, CasePerson
from cases.rules import intake, workflow
from cases.tests.factories import TODAY, make_case, make_person

pytestmark = pytest.mark.django_db


def step(subject, target, **fields):
    return {
        "target": target,
        "seen": subject.status,
        "client_uuid": str(uuid.uuid4()),
        "happened_on": TODAY.isoformat(),
        "source": "KELUARGA",
        **fields,
    }


def move_url(subject):
    if isinstance(subject, Case):
        return reverse("cases:move_case", args=[subject.number])
    kind = "person" if isinstance(subject, CasePerson) else "coordination"
    name = "cases:move_case_person" if kind == "person" else "cases:move_coordination"
    return reverse(name, args=[subject.case.number, subject.pk])


@pytest.fixture
def link(case):
    return case.persons.get()


class TestMove:
    def test_it_works(self, client, ana, case):
        client.force_login(ana.user)
        answer = client.post(move_url(case), step(case, "TRIASE", said_by="ibu kandung"), follow=True)
        page = answer.content.decode()
        assert "Tersimpan: Triase." in page and "menurut ibu kandung" in page
        assert "Terjadi 02/01/2026 · kabar dari keluarga" in page and "Ana, Petugas Disnaker" in page

    def test_the_second_time_it_says_the_same(self, client, ana, link):
        client.force_login(ana.user)
        form = step(link, "LOKASI_DIKETAHUI", note="di shelter")
        for _ in range(2):
            assert "Tersimpan: Lokasi" in client.post(move_url(link), form, follow=True).content.decode()
        assert link.history.count() == 2

    def test_what_is_missing_is_said_beside_the_open_form(self, client, ana, link):
        client.force_login(ana.user)
        form = step(link, "LOKASI_DIKETAHUI", note="", said_by="adik lewat WA")
        page = client.post(move_url(link), form).content.decode()
        assert "Tulis di mana: tempat kerja" in page and "adik lewat WA" in page and 'id="langkah"' in page
        assert "<title>Kesalahan: " in page
        assert link.history.count() == 1

    def test_nothing_happens_tomorrow(self, client, ana, case):
        client.force_login(ana.user)
        page = client.post(move_url(case), step(case, "TRIASE", happened_on="2999-01-01")).content.decode()
        assert workflow.IN_THE_FUTURE in page

    def test_the_word_of_an_agency_names_who_gave_it(self, client, ana, link):
        """Typed by the city, said by BP3MI: the history keeps both (domain.md §4)."""
        client.force_login(ana.user)
        form = step(link, "LOKASI_DIKETAHUI", note="Ada di KBRI.", source="BP3MI")
        page = client.post(move_url(link), form).content.decode()
        assert workflow.WHO_SAID in page and "Ada di KBRI." in page
        assert client.post(move_url(link), form | {"said_by": "Bu Rina, lewat telepon"}).status_code == 302
        change = link.history.get(new_status="LOKASI_DIKETAHUI")
        assert (change.by, change.source, change.said_by) == (ana, "BP3MI", "Bu Rina, lewat telepon")

    def test_a_step_that_came_too_late_shows_the_newest_state_and_what_was_typed(self, client, ana, dewi, link):
        form = step(link, "HILANG_KONTAK", note="nomornya tidak aktif")
        told = {"source": "BP3MI", "said_by": "petugas jaga", "note": "sudah ketemu"}
        workflow.move(link, "LOKASI_DIKETAHUI", by=dewi, happened_on=TODAY, **told)
        client.force_login(ana.user)
        answer = client.post(move_url(link), form)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert workflow.CHANGED_MEANWHILE in page and "nomornya tidak aktif" in page
        assert "Lokasi dan keadaan diketahui" in page

    def test_a_step_nobody_knows(self, client, ana, case):
        client.force_login(ana.user)
        assert client.post(move_url(case), step(case, "DITUTUP")).status_code == 409
        assert client.post(move_url(case), {}).status_code == 409

    def test_it_rejects_get(self, client, ana, case, link, coordination):
        client.force_login(ana.user)
        assert {client.get(move_url(subject)).status_code for subject in (case, link, coordination)} == {405}

    def test_it_requires_sign_in(self, client, case):
        assert client.post(move_url(case), step(case, "TRIASE")).url.startswith("/masuk/")

    def test_it_hides_cases_of_others(self, client, eko, dina, case, link, coordination):
        for actor in (eko, dina):
            client.force_login(actor.user)
            for subject in (case, link, coordination):
                assert client.post(move_url(subject), {}).status_code == 404

    def test_one_case_does_not_open_another(self, client, ana, siti, case):
        other = make_case(ana, [siti])
        client.force_login(ana.user)
        url = reverse("cases:move_case_person", args=[case.number, other.persons.get().pk])
        assert client.post(url, {}).status_code == 404

    def test_it_requires_the_steps_own_permission(self, client, ana, eko, case, coordination):
        type(coordination).objects.update(status="DIAJUKAN")
        coordination.refresh_from_db()
        client.force_login(ana.user)
        assert client.post(move_url(coordination), step(coordination, "DITELAAH")).status_code == 403
        type(coordination).objects.update(status="DIKIRIM")
        client.force_login(eko.user)
        assert client.post(move_url(case), step(case, "TRIASE")).status_code == 403

    @pytest.mark.parametrize("who", ["rudi", "budi", "kiki", "wawan", "rena", "karim", "adi"])
    def test_it_requires_permission(self, client, request, case, who):
        client.force_login(request.getfixturevalue(who).user)
        assert client.post(move_url(case), step(case, "TRIASE")).status_code == 403


class TestPage:
    def buttons(self, client, actor, case):
        client.force_login(actor.user)
        return client.get(case.get_absolute_url()).content.decode()

    def test_only_the_steps_this_person_may_take(self, client, ana, dewi, eko, case, coordination):
        type(coordination).objects.update(status="DIAJUKAN")
        assert "Setujui kirim" not in self.buttons(client, ana, case)
        assert "Setujui kirim" in self.buttons(client, dewi, case)
        type(coordination).objects.update(status="DIKIRIM")
        page = self.buttons(client, eko, case)
        assert "Nyatakan diterima" in page and "Mulai triase" not in page and "Tunda" not in page

    def test_one_step_stands_open_with_what_it_needs(self, client, ana, case, link):
        client.force_login(ana.user)
        page = client.get(case.get_absolute_url(), {"langkah": f"orang-{link.pk}-LOKASI_DIKETAHUI"}).content.decode()
        assert 'name="note"' in page and 'name="reference"' not in page and 'value="DALAM_PENCARIAN"' in page
        assert client.get(case.get_absolute_url(), {"langkah": "orang-x-APA"}).status_code == 200

    def test_whose_turn_it_is(self, client, ana, case, coordination):
        assert "Giliran: Petugas Disnaker" in self.buttons(client, ana, case)
        type(coordination).objects.update(status="DIKIRIM", due_on=TODAY)
        page = self.buttons(client, ana, case)
        assert "Giliran: BP3MI Sumatera Selatan" in page and "Lewat tenggat" in page and "terlambat" in page

    def test_it_shows_many_events_a_page_at_a_time(self, client, ana, case):
        for number in range(40):
            intake.add_note(case, client_uuid=uuid.uuid4(), text=f"catatan ke-{number}.", by=ana)
        client.force_login(ana.user)
        page = client.get(case.get_absolute_url()).content.decode()
        assert "catatan ke-39." in page and "catatan ke-3." not in page
        assert "catatan ke-3." in client.get(case.get_absolute_url(), {"riwayat": "2"}).content.decode()

    def test_few_queries_however_many(self, client, ana, rudi, bp3mi, few_queries):
        people = [make_person(rudi, rudi.territory, name=f"Orang {letter} Contoh") for letter in "ABCDEFGH"]
        case = make_case(ana, people)
        intake.draft_coordination(case, bp3mi, by=ana)
        client.force_login(ana.user)
        with few_queries():
            client.get(case.get_absolute_url())

    def test_the_title_names_nobody(self, client, ana, case):
        client.force_login(ana.user)
        title = client.get(case.get_absolute_url()).content.decode().partition("<title>")[2].partition("<")[0]
        assert case.number in title and "Siti" not in title


class TestTeamAndPersons:
    def test_dinsos_joins_the_team(self, client, ana, dina, case):
        client.force_login(ana.user)
        url = reverse("cases:add_member", args=[case.number])
        assert "Petugas Dinsos" in client.get(url).content.decode()
        for _ in range(2):
            assert client.post(url, {"office": dina.office_id}).url == case.get_absolute_url()
        assert case.members.count() == 2

    def test_nobody_else_can_be_let_in(self, client, ana, rudi, case):
        client.force_login(ana.user)
        client.post(reverse("cases:add_member", args=[case.number]), {"office": rudi.office_id})
        assert case.members.count() == 1

    def test_a_person_is_added(self, client, ana, rudi, case):
        brother = make_person(rudi, rudi.territory, name="Bayu Contoh")
        client.force_login(ana.user)
        url = reverse("cases:add_person", args=[case.number])
        assert "Bayu Contoh" in client.post(url, {"cari": "1", "q": "bayu"}).content.decode()
        for _ in range(2):
            client.post(url, {"warga": brother.pk})
        assert case.persons.count() == 2

    @pytest.mark.parametrize("name", ["add_member", "add_person", "draft_coordination"])
    def test_they_require_permission(self, client, eko, dina, ana, case, coordination, name):
        type(coordination).objects.update(status="DIKIRIM")
        intake.add_member(case, dina.office, by=ana)
        for actor in (eko, dina):
            client.force_login(actor.user)
            assert client.get(reverse(f"cases:{name}", args=[case.number])).status_code == 403


def test_once_all_are_with_their_families_the_end_of_a_coordination_is_the_next_step(client, ana, link, coordination):
    client.force_login(ana.user)
    type(coordination).objects.update(status="DI_PERWAKILAN")
    aside = "Langkah lain</summary>"
    for status, is_over in (("PENAMPUNGAN", False), ("SERAH_TERIMA", True)):
        CasePerson.objects.update(status=status)
        page = client.get(link.case.get_absolute_url()).content.decode()
        panel = page.partition('id="koordinasi"')[2].partition("</section>")[0]
        assert "Tutup koordinasi" in panel
        assert ("sudah diserahkan kepada keluarganya" in panel, aside not in panel) == (is_over, is_over)
