"""Opening cases, adding to them, and what a list of them finds."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AccessLog
from cases.models import Case, CasePerson, Coordination, ForeignNumber
from cases.rules import intake
from cases.rules.casework import case_list
from cases.tests.factories import TODAY, make_case, make_nik, make_person
from cases.values.choices import Category, Urgency

pytestmark = pytest.mark.django_db
OPEN_URL = reverse("cases:open_case")
LIST_URL = reverse("cases:list")


def intake_form(*persons, **fields):
    return {
        "client_uuid": str(uuid.uuid4()),
        "warga": [person.pk for person in persons],
        "channel": "DAFTAR",
        "urgency": "P1",
        "category": "DISEKAP",
        "reported_on": TODAY.isoformat(),
        "source": "KELUARGA",
        **fields,
    }


class TestOpenCase:
    def test_it_works(self, client, ana, siti):
        client.force_login(ana.user)
        form = intake_form(siti, further_categories=["TPPO", "DISEKAP"], country="MM", reporter_phone="0812-3456-7890")
        answer = client.post(OPEN_URL, form)
        case = Case.objects.get()
        assert answer.url == case.get_absolute_url() == f"/kasus/{case.number}/"
        assert (case.urgency, case.country, case.further_categories) == ("P1", "MM", ["TPPO"])
        assert (case.reporter_phone, case.kelurahan_may_know) == ("+6281234567890", False)
        assert [link.person for link in case.persons.all()] == [siti]
        assert [member.office for member in case.members.all()] == [ana.office]

    def test_the_second_time_it_shows_the_same_case(self, client, ana, siti):
        client.force_login(ana.user)
        form = intake_form(siti)
        assert client.post(OPEN_URL, form).url == client.post(OPEN_URL, form).url
        assert Case.objects.count() == 1

    def test_a_call_for_help_is_not_held_up_by_the_register(self, client, ana):
        client.force_login(ana.user)
        client.post(OPEN_URL, intake_form())
        assert Case.objects.get().persons.count() == 0

    def test_searching_keeps_what_was_typed(self, client, ana, siti):
        client.force_login(ana.user)
        form = intake_form(cari="1", q="siti", chronology="Tiga hari tidak bisa dihubungi", source="")
        page = client.post(OPEN_URL, form).content.decode()
        assert "Siti Contoh" in page and "Tiga hari tidak bisa dihubungi" in page
        assert "Ada yang perlu diperbaiki" not in page
        assert not Case.objects.exists()

    def test_a_person_is_found_by_nik(self, client, ana, rudi):
        nik = make_nik()
        make_person(rudi, rudi.territory, name="Rani Contoh", nik=nik)
        client.force_login(ana.user)
        assert "Rani Contoh" in client.post(OPEN_URL, intake_form(cari="1", q=f"{nik[:6]} {nik[6:]}")).content.decode()

    def test_a_persons_page_leads_here(self, client, ana, siti):
        client.force_login(ana.user)
        page = client.get(OPEN_URL, {"warga": siti.pk}).content.decode()
        assert f'value="{siti.pk}" id="id_warga_{siti.pk}" checked' in page
        assert "Nyawa terancam" in page

    @pytest.mark.parametrize(
        "wrong, says",
        [
            ({"urgency": ""}, "Pilih seberapa gawat"),
            ({"reported_on": "2999-01-01"}, "belum tiba"),
            ({"reporter_phone": "12"}, "Nomor HP ini"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, client, ana, siti, wrong, says):
        client.force_login(ana.user)
        page = client.post(OPEN_URL, intake_form(siti, chronology="Kronologi panjang") | wrong).content.decode()
        assert says in page and "Kronologi panjang" in page and "checked" in page
        assert not Case.objects.exists()

    def test_it_requires_sign_in(self, client):
        assert client.get(OPEN_URL).status_code == 302

    @pytest.mark.parametrize("who", ["rudi", "wati", "budi", "kiki", "dina", "eko", "wawan", "rena", "karim", "adi"])
    def test_it_requires_permission(self, client, who, request):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(OPEN_URL).status_code == 403


class TestDeeds:
    def test_numbers_have_no_gaps(self, ana, siti):
        first, second = make_case(ana, [siti]), make_case(ana, [siti])
        assert int(second.number[-4:]) == int(first.number[-4:]) + 1

    def test_a_person_is_in_a_case_once(self, case, siti, ana):
        intake.add_person(case, siti, by=ana, happened_on=TODAY)
        assert CasePerson.objects.filter(case=case).count() == 1

    def test_where_the_case_names_no_country_the_journey_does(self, ana, siti):
        assert make_case(ana, [siti], country="").persons.get().country == "MY"
        assert make_case(ana, [siti], country="MM").persons.get().country == "MM"

    def test_an_agency_is_asked_once(self, coordination, case, bp3mi, ana):
        again = intake.draft_coordination(case, bp3mi, by=ana, request="lain")
        assert again == coordination and Coordination.objects.count() == 1

    def test_a_draft_may_be_rewritten_until_the_head_has_it(self, coordination, ana):
        assert intake.revise_request(coordination, request="Mohon dicari", by=ana).request == "Mohon dicari"
        Coordination.objects.update(status="DIAJUKAN")
        with pytest.raises(ValidationError):
            intake.revise_request(coordination, request="lain", by=ana)

    def test_only_who_drafts_rewrites(self, coordination, eko):
        with pytest.raises(PermissionDenied):
            intake.revise_request(coordination, request="lain", by=eko)


class TestList:
    def numbers(self, actor, **asked):
        return [case.number for case in case_list.filtered(actor, **asked)]

    def test_open_ones_by_urgency_and_how_long_they_wait(self, ana, siti, case):
        newer, urgent, closed = (make_case(ana, [siti], urgency=level) for level in (case.urgency, "P1", "P1"))
        Case.objects.filter(pk=closed.pk).update(status="DITUTUP")
        assert self.numbers(ana) == [urgent.number, case.number, newer.number]
        assert self.numbers(ana, status="tutup") == [closed.number]
        assert self.numbers(ana, status="semua") == [closed.number, urgent.number, newer.number, case.number]

    @pytest.mark.parametrize(
        "typed", ["k-2026-0001", "siti", "CONTOH siti", "560/A", "0812 3456 7890", "0813-1111-2222"]
    )
    def test_it_is_found_by(self, ana, rudi, case, coordination, typed):
        Case.objects.exclude(pk=case.pk).delete()
        Case.objects.filter(pk=case.pk).update(number="K-2026-0001")
        case.refresh_from_db()
        case.reporter_phone = "081311112222"
        case.save()
        case.persons.get().person.contacts.create(phone="+6281234567890")
        ForeignNumber.objects.keep(coordination, "560/a", by=ana)
        assert self.numbers(ana, q=typed) == ["K-2026-0001"]
        assert self.numbers(ana, q="9999 1111 2222 3333") == []

    def test_it_is_found_by_nik(self, ana, rudi):
        nik = make_nik()
        case = make_case(ana, [make_person(rudi, rudi.territory, nik=nik)])
        assert self.numbers(ana, q=f"{nik[:8]}-{nik[8:]}") == [case.number]

    def test_agencies_do_not_find_by_the_reporter(self, eko, ana, case, coordination):
        case.reporter_phone = "081311112222"
        case.save()
        Coordination.objects.update(status="DIKIRIM")
        assert self.numbers(ana, q="081311112222") == [case.number]
        assert self.numbers(eko, q="081311112222") == []

    def test_it_is_narrowed(self, ana, siti, case, coordination, bp3mi):
        urgent = make_case(ana, [siti], urgency=Urgency.P1, country="KH")
        Coordination.objects.update(status="DIKIRIM", due_on=TODAY)
        assert self.numbers(ana, urgency="P1") == self.numbers(ana, country="KH") == [urgent.number]
        assert self.numbers(ana, agency=bp3mi) == [case.number]
        assert self.numbers(ana, waiting=TODAY) == []
        assert self.numbers(ana, waiting=TODAY.replace(day=9)) == [case.number]

    def test_the_page(self, client, ana, siti):
        make_case(ana, [siti], category=Category.TPPO)
        client.force_login(ana.user)
        page = client.get(LIST_URL, {"urgency": "XX", "page": "nonsense"}).content.decode()
        assert "Siti Contoh" in page and "Kasus khusus" in page and "perdagangan" not in page

    def test_names_only_for_those_who_see_the_case(self, client, case, dina, eko):
        for actor in (dina, eko):
            client.force_login(actor.user)
            assert "Siti" not in client.get(LIST_URL).content.decode()

    def test_few_queries_however_many(self, client, ana, siti, few_queries):
        for _ in range(30):
            make_case(ana, [siti])
        client.force_login(ana.user)
        address = client.post(LIST_URL, {"q": "siti"}).url
        with few_queries():
            client.get(address)

    def test_a_search_is_posted_and_answered_by_an_address(self, client, ana):
        client.force_login(ana.user)
        assert client.post(LIST_URL).url == LIST_URL
        assert client.put(LIST_URL).status_code == 405

    def test_above_what_a_search_found_nothing_else_is_counted(self, client, ana, case):
        client.force_login(ana.user)
        assert "Darurat (P1) terbuka" in client.get(LIST_URL).content.decode()
        found = client.post(LIST_URL, {"q": case.number}, follow=True).content.decode()
        assert case.number in found and "Darurat (P1) terbuka" not in found

    @pytest.mark.parametrize("who", ["rudi", "budi", "kiki", "wawan", "rena", "putri", "karim", "adi"])
    def test_it_requires_permission(self, client, who, request):
        client.force_login(request.getfixturevalue(who).user)
        assert client.get(LIST_URL).status_code == client.post(LIST_URL, {"q": "siti"}).status_code == 403


class TestReporter:
    def url(self, case):
        return reverse("cases:reveal_reporter", args=[case.number])

    @pytest.fixture
    def called(self, case):
        case.reporter_phone = "+6281234567890"
        case.save()
        return case

    def test_the_number_is_masked_until_a_reason_is_noted(self, client, ana, called):
        client.force_login(ana.user)
        page = client.get(called.get_absolute_url()).content.decode()
        assert "••••••••••••7890" in page and "81234567890" not in page
        assert "81234567890" not in client.post(self.url(called), {"reason": ""}).content.decode()
        assert "+6281234567890" in client.post(self.url(called), {"reason": "mengabari ibu"}).content.decode()
        assert AccessLog.objects.filter(action="REVEAL", subject=f"cases.case:{called.pk}").count() == 1

    def test_agencies_do_not_learn_who_reported(self, client, eko, called, coordination):
        Coordination.objects.update(status="DIKIRIM")
        client.force_login(eko.user)
        assert client.get(self.url(called)).status_code == 404
