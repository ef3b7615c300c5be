"""Rombongan: one chronology, one letter, many persons; all move or nobody does (domain.md §4, §9 rows 7 and 20)."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.models import CaseNote, CasePerson, CasePersonChange, GroupEvent
from cases.rules import intake, workflow
from cases.rules.casework import group_event, need_to_know
from cases.rules.moving_together import CHANGED, move_together
from cases.tests.factories import TODAY, make_case, make_person
from cases.tests.races import at_once


def make(by, **fields):
    values = {"name": "Myawaddy, Maret 2025", "happened_on": TODAY, "chronology": "Dibawa lewat Mae Sot", **fields}
    return group_event.make(client_uuid=uuid.uuid4(), by=by, **values)


def many(count, by, rudi):
    """One case with so many persons, in a group of its own."""
    people = [make_person(rudi, rudi.territory, name=f"Orang {number} Contoh") for number in range(count)]
    case, group = make_case(by, people), make(by)
    group_event.bring_in(group, [case.number], by=by)
    return group, {link.pk: link.status for link in case.persons.all()}


def press(group, seen, target="LOKASI_DIKETAHUI", *, by, key=None, **fields):
    given = {
        "note": "di kamp pengungsi",
        "happened_on": TODAY,
        "source": "PERWAKILAN",
        "said_by": "KBRI Yangon",
        **fields,
    }
    return move_together(group, seen, target, by=by, client_uuid=key or uuid.uuid4(), **given)


@pytest.mark.django_db
class TestMovingTogether:
    def test_seventy_people_with_one_letter(self, ana, rudi, few_queries):
        group, seen = many(70, ana, rudi)
        with few_queries(13):
            assert press(group, seen, by=ana, reference="B-77/KONS") == 70
        assert set(CasePerson.objects.values_list("status", flat=True)) == {"LOKASI_DIKETAHUI"}
        rows = CasePersonChange.objects.filter(new_status="LOKASI_DIKETAHUI")
        assert {(row.reference, row.note, row.by) for row in rows} == {("B-77/KONS", "di kamp pengungsi", ana)}

    def test_the_second_press_changes_nothing(self, ana, rudi):
        group, seen = many(3, ana, rudi)
        key = uuid.uuid4()
        assert [press(group, seen, by=ana, key=key) for _ in range(2)] == [3, 3]
        assert CasePersonChange.objects.filter(new_status="LOKASI_DIKETAHUI").count() == 3

    def test_one_who_cannot_holds_all_and_is_named(self, ana, rudi):
        group, seen = many(3, ana, rudi)
        link = CasePerson.objects.select_related("person").last()
        workflow.move(link, "MENINGGAL", by=ana, happened_on=TODAY, source="KEMLU", said_by="Pak Contoh", note="x")
        with pytest.raises(ValidationError) as refused:
            press(group, seen | {link.pk: "MENINGGAL"}, by=ana)
        assert [link.person.name in text and "Meninggal" in text for text in refused.value.messages] == [True]
        assert not CasePerson.objects.filter(status="LOKASI_DIKETAHUI").exists()
        del seen[link.pk]
        assert press(group, seen, by=ana) == 2

    def test_who_was_moved_meanwhile_is_named_too(self, ana, dewi, rudi):
        group, seen = many(2, ana, rudi)
        press(group, dict([next(iter(seen.items()))]), by=dewi)
        with pytest.raises(ValidationError, match=CHANGED):
            press(group, seen, "HILANG_KONTAK", by=ana)

    def test_what_the_step_needs_is_asked_for(self, ana, rudi):
        group, seen = many(2, ana, rudi)
        with pytest.raises(ValidationError) as refused:
            press(group, seen, by=ana, note="")
        assert "note" in refused.value.message_dict

    def test_only_members_move_and_only_by_who_may(self, ana, eko, rudi, case):
        group, seen = many(1, ana, rudi)
        outsider = case.persons.get()
        with pytest.raises(ValidationError):
            press(group, {outsider.pk: outsider.status}, by=ana)
        with pytest.raises(ValidationError):  # he sees none of them
            press(group, seen, by=eko)

    def test_a_step_that_is_the_citys_is_refused_to_an_agency(self, ana, eko, rudi, bp3mi):
        group, seen = many(1, ana, rudi)
        link = intake.draft_coordination(CasePerson.objects.get().case, bp3mi, by=ana)
        type(link).objects.update(status="DIKIRIM")
        with pytest.raises(PermissionDenied):
            press(group, seen, "DILIMPAHKAN", by=eko)

    def test_whom_a_conflict_hides_is_not_moved(self, ana, dewi, rudi):
        group, seen = many(1, ana, rudi)
        need_to_know.shut_out(CasePerson.objects.get().case, dewi, reason="ipar", by=ana)
        with pytest.raises(ValidationError):
            press(group, seen, by=dewi)


@pytest.mark.django_db(transaction=True)
def test_of_two_bulk_moves_at_once_one_moves_all(ana, dewi, rudi):
    """Over two real connections; both steps are in the table from either state."""
    group, seen = many(12, ana, rudi)

    def deed(actor, target):
        def run():
            try:
                return press(group, seen, target, by=actor)
            except ValidationError:
                return "refused"

        return run

    results = at_once(deed(ana, "LOKASI_DIKETAHUI"), deed(dewi, "HILANG_KONTAK"))
    assert sorted(map(str, results)) == ["12", "refused"]
    assert CasePerson.objects.values("status").distinct().count() == 1
    assert CasePersonChange.objects.exclude(old_status="").count() == 12


@pytest.mark.django_db
class TestGroup:
    @pytest.fixture
    def group(self, ana):
        return make(ana)

    def test_it_is_made_once(self, client, ana):
        client.force_login(ana.user)
        form = {"client_uuid": str(uuid.uuid4()), "name": "Poipet, Mei 2025", "happened_on": "2025-05-01"}
        answers = {client.post(reverse("cases:add_group"), form).url for _ in range(2)}
        assert answers == {GroupEvent.objects.get().get_absolute_url()}
        assert "Poipet, Mei 2025" in client.get(reverse("cases:groups")).content.decode()

    def test_what_a_new_one_lacks_is_said(self, client, ana):
        client.force_login(ana.user)
        form = {"client_uuid": str(uuid.uuid4()), "place": "Mae Sot"}
        page = client.post(reverse("cases:add_group"), form).content.decode()
        assert all(text in page for text in ("Tulis nama rombongannya.", "Isi tanggal kejadiannya.", "Mae Sot"))

    def test_the_chronology_is_told_on_each_case(self, client, ana, eko, group, case, coordination):
        type(coordination).objects.update(status="DIKIRIM")
        group_event.bring_in(group, [case.number], by=ana)
        client.force_login(ana.user)
        page = client.get(case.get_absolute_url()).content.decode()
        assert "Myawaddy, Maret 2025" in page and "Dibawa lewat Mae Sot" in page
        client.force_login(eko.user)
        assert "Dibawa lewat Mae Sot" not in client.get(case.get_absolute_url()).content.decode()

    def test_cases_come_in_together_or_not_at_all(self, client, ana, group, case):
        client.force_login(ana.user)
        url = reverse("cases:bring_in", args=[group.pk])
        page = client.post(url, {"numbers": f"{case.number}, K-2020-9999"}).content.decode()
        assert "K-2020-9999" in page and not group.persons.exists()
        for _ in range(2):
            client.post(url, {"numbers": case.number.lower()})
        assert group.persons.count() == 1

    def test_nobody_is_in_two_groups(self, ana, group, case):
        group_event.bring_in(group, [case.number], by=ana)
        with pytest.raises(ValidationError, match="Siti Contoh sudah ikut"):
            group_event.bring_in(make(ana), [case.number], by=ana)

    def test_one_drops_out_and_goes_her_own_way(self, client, ana, group, case):
        group_event.bring_in(group, [case.number], by=ana)
        client.force_login(ana.user)
        url = reverse("cases:drop_out", args=[group.pk, case.persons.get().pk])
        assert client.post(url, {"why": "pulang sendiri"}).status_code == 302
        assert client.post(url).status_code == 404
        assert not group.persons.exists() and case.persons.get().status == "DALAM_PENCARIAN"
        assert "pulang sendiri" in CaseNote.objects.first().text

    def test_the_page_moves_and_says_who_cannot(self, client, ana, rudi, few_queries):
        group, seen = many(3, ana, rudi)
        client.force_login(ana.user)
        with few_queries():
            assert client.get(group.get_absolute_url()).content.decode().count('name="orang"') == 3
        whole = client.get(group.get_absolute_url(), {"tandai": "semua"}).content.decode()
        assert whole.count(" checked") == 3 and "Semua 3 orang sudah diberi tanda." in whole
        url = reverse("cases:move_group", args=[group.pk])
        form = {"client_uuid": str(uuid.uuid4()), "target": "LOKASI_DIKETAHUI", "happened_on": TODAY.isoformat()}
        form |= {"source": "KEMLU", "note": "di kamp", "said_by": "Pak Contoh"}
        marks = [f"{pk}:{status}" for pk, status in seen.items()]
        stale = client.post(url, form | {"orang": [marks[0], f"{list(seen)[1]}:ASESMEN"]}).content.decode()
        assert CHANGED in stale and "di kamp" in stale and stale.count("checked") == 2
        assert "Beri tanda dulu" in client.post(url, form).content.decode()
        unsaid = client.post(url, form | {"orang": marks, "said_by": ""}).content.decode()
        assert workflow.WHO_SAID in unsaid and "di kamp" in unsaid
        assert client.post(url, form | {"orang": marks}).url == group.get_absolute_url()

    def test_who_is_shut_out_of_a_case_does_not_see_its_persons(self, client, ana, dewi, group, case):
        group_event.bring_in(group, [case.number], by=ana)
        need_to_know.shut_out(case, dewi, reason="ipar", by=ana)
        client.force_login(dewi.user)
        page = client.get(group.get_absolute_url()).content.decode()
        assert "Siti Contoh" not in page and case.number not in page

    def test_name_and_chronology(self, group):
        raw = GroupEvent.objects.extra(select={"raw": "chronology"}).values_list("raw", flat=True).get()
        assert "Mae Sot" not in raw
