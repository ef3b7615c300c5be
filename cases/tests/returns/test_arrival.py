"""Who comes home when: planned for many at once, read by those who stand at the gate, and told to nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.forms.returns.arrival import NOBODY
from cases.models import Arrival, CaseNote
from cases.rules.casework import group_event, need_to_know
from cases.rules.families import report_desk, report_intake
from cases.rules.returns import arrival as rules
from cases.tests.factories import TODAY, make_case, make_people, make_person
from cases.values.choices import Answer
from lib import receipt

pytestmark = pytest.mark.django_db
LIST = reverse("cases:arrivals")


@pytest.fixture
def tomorrow():
    return timezone.localtime().replace(hour=14, minute=20, second=0, microsecond=0) + timedelta(days=1)


@pytest.fixture
def planned(case, ana, tomorrow):
    rules.plan(case.persons.all(), by=ana, expected_at=tomorrow, place="DEPATI_AMIR", carrier="GA 276")
    return Arrival.objects.get()


def typed(moment, **more):
    facts = {"expected_at": f"{moment:%Y-%m-%dT%H:%M}", "place": "DEPATI_AMIR", "pick_up": "BELUM_DITENTUKAN"}
    return facts | more


class TestPlanning:
    def test_an_officer_plans_it_and_finds_it_in_the_list(self, client, case, ana, tomorrow):
        client.force_login(ana.user)
        persons = [link.pk for link in case.persons.all()]
        page = client.post(
            reverse("cases:plan_arrivals", args=[case.number]),
            typed(tomorrow, persons=persons, carrier="GA 276", pick_up="PETUGAS_DISNAKER"),
            follow=True,
        )
        html = page.content.decode()
        assert all(
            text in html for text in ("Siti Contoh", "GA 276", "Bandara Depati Amir", "petugas Disnaker", "14.20")
        )

    def test_what_lacks_is_said_and_what_was_typed_is_kept(self, client, case, ana):
        client.force_login(ana.user)
        answer = client.post(reverse("cases:plan_arrivals", args=[case.number]), {"carrier": "KM Contoh"})
        html = answer.content.decode()
        assert NOBODY in html and "Isi tanggal dan jam tibanya." in html and "KM Contoh" in html
        assert not Arrival.objects.exists()

    def test_an_hour_that_does_not_exist_is_said_in_a_neighbours_words(self, client, case, ana):
        client.force_login(ana.user)
        form = {"expected_at": "2026-11-31T14:20", "place": "DEPATI_AMIR"}
        page = client.post(reverse("cases:plan_arrivals", args=[case.number]), form)
        assert page.context["form"].errors["expected_at"] == [
            "Tanggal atau jam ini tidak ada. Isi tanggal dan jamnya lagi."
        ]

    def test_who_is_home_or_does_not_come_has_no_mark(self, client, ana, rudi):
        names = {"Ani": "JADWAL_PULANG", "Beni": "SERAH_TERIMA", "Cici": "MENINGGAL", "Dedi": "MENOLAK_PULANG"}
        case = make_case(ana, [make_person(rudi, rudi.territory, name=f"{name} Contoh") for name in names])
        for name, status in names.items():
            case.persons.filter(person__name=f"{name} Contoh").update(status=status)
        client.force_login(ana.user)
        page = client.get(reverse("cases:plan_arrivals", args=[case.number]))
        assert page.context["form"]["persons"].initial == [case.persons.get(person__name="Ani Contoh").pk]

    def test_a_whole_group_lands_together_with_few_questions(self, client, ana, rudi, tomorrow, few_queries):
        people = [make_person(rudi, rudi.territory, name=f"Orang {letter} Contoh") for letter in "ABCDEFGH"]
        case = make_case(ana, people)
        group = group_event.make(client_uuid=uuid.uuid4(), by=ana, name="Myawaddy, Maret 2025", happened_on=TODAY)
        group_event.bring_in(group, [case.number], by=ana)
        client.force_login(ana.user)
        persons = [link.pk for link in group.persons.all()]
        client.post(reverse("cases:plan_group_arrivals", args=[group.pk]), typed(tomorrow, persons=persons))
        assert Arrival.objects.count() == 8
        with few_queries():
            client.get(LIST)

    def test_who_comes_in_one_night_stands_by_name_on_one_sheet(self, client, ana, rudi, tomorrow):
        people = make_people(rudi, rudi.territory, [f"Orang {number:02} Contoh" for number in range(30, 0, -1)])
        case = make_case(ana, people)
        rules.plan(case.persons.all(), by=ana, expected_at=tomorrow, place="DEPATI_AMIR")
        client.force_login(ana.user)
        names = [arrival.link.person.name for arrival in client.get(LIST).context["page"]]
        assert names == [f"Orang {number:02} Contoh" for number in range(1, 31)]

    def test_another_flight_replaces_the_first_and_keeps_what_each_needs(self, planned, case, ana, tomorrow):
        rules.change(planned, needs=["HAMIL"], seen=0, by=ana, expected_at=tomorrow, place="DEPATI_AMIR")
        later = tomorrow + timedelta(hours=5)
        rules.plan(case.persons.all(), by=ana, expected_at=later, place="DEPATI_AMIR", carrier="JT 152")
        again = Arrival.objects.get()
        assert (again.expected_at, again.carrier, again.need_codes) == (later, "JT 152", ["HAMIL"])

    def test_the_same_form_twice_is_told_once_and_another_hour_counts(self, case, ana, tomorrow):
        form = {"client_uuid": uuid.uuid4(), "by": ana, "place": "DEPATI_AMIR"}
        for moment in (tomorrow, tomorrow, tomorrow + timedelta(hours=2)):
            rules.plan(case.persons.all(), expected_at=moment, **form)
        assert Arrival.objects.get().expected_at == tomorrow + timedelta(hours=2)
        assert CaseNote.objects.count() == 2

    def test_jakarta_and_home_are_two_arrivals(self, planned, case, ana, tomorrow):
        rules.plan(case.persons.all(), by=ana, expected_at=tomorrow, place="SOEKARNO_HATTA")
        assert Arrival.objects.count() == 2

    def test_only_the_city_plans(self, case, dina, tomorrow):
        with pytest.raises(PermissionDenied):
            rules.plan(case.persons.all(), by=dina, expected_at=tomorrow, place="DEPATI_AMIR")


class TestChanging:
    def test_what_each_needs_stands_in_the_list(self, client, planned, ana, tomorrow):
        client.force_login(ana.user)
        more = {"needs": ["ANAK_DI_BAWAH_UMUR", "KURSI_RODA"], "pick_up_by": "Pak Contoh", "seen": 0}
        html = client.post(planned.get_absolute_url(), typed(tomorrow, **more), follow=True).content.decode()
        assert "anak di bawah umur, kursi roda" in html and "Pak Contoh" in html

    def test_of_two_editors_the_second_is_told(self, client, planned, ana, tomorrow):
        client.force_login(ana.user)
        client.post(planned.get_absolute_url(), typed(tomorrow, seen=0))
        html = client.post(planned.get_absolute_url(), typed(tomorrow, seen=0, carrier="KM Lain")).content.decode()
        assert "Orang lain baru saja mengubah" in html and "KM Lain" in html and 'name="seen" value="1"' in html

    def test_nobody_is_expected_twice_at_one_place(self, planned, case, ana, tomorrow):
        rules.plan(case.persons.all(), by=ana, expected_at=tomorrow, place="SOEKARNO_HATTA")
        second = Arrival.objects.get(place="SOEKARNO_HATTA")
        with pytest.raises(ValidationError, match="sudah punya rencana"):
            rules.change(second, needs=[], seen=0, by=ana, expected_at=tomorrow, place="DEPATI_AMIR")

    def test_it_can_be_called_off(self, client, planned, ana):
        client.force_login(ana.user)
        client.post(reverse("cases:cancel_arrival", args=[planned.pk]))
        assert not Arrival.objects.exists()
        assert "dibatalkan" in CaseNote.objects.first().text


class TestWhoKnows:
    def test_the_city_and_nobody_else(self, planned, ana, dewi, dina, eko, budi, rudi, wawan):
        seen = {a.user.username for a in (ana, dewi, dina, eko, budi, rudi, wawan) if Arrival.objects.visible_to(a)}
        assert seen == {"ana", "dewi"}

    def test_not_whoever_is_shut_out_of_the_case(self, planned, case, ana, dewi):
        cousin = make_actor("joni", Role.DISNAKER, ana.territory)
        need_to_know.shut_out(case, cousin, reason="keluarga", by=dewi)
        assert not Arrival.objects.visible_to(cousin)

    def test_the_line_of_events_says_neither_place_nor_hour(self, planned):
        text = CaseNote.objects.get().text
        assert "Siti Contoh" in text
        assert not [word for word in ("Depati", "14.20", "GA 276", f"{planned.expected_at:%d}/") if word in text]

    def test_the_family_reads_neither_place_nor_hour(self, client, planned, case, ana):
        """The reporter may be the one whom somebody fled from (domain.md §9 row 17)."""
        told = report_intake.keep(key=uuid.uuid4(), seed="benih", danger=Answer.YA, person_name="Siti Contoh")
        report_desk.link(told, case, by=ana)
        client.post(reverse("cases:follow"), {"code": receipt.code_of(told.pk, "benih")})
        html = client.get(reverse("cases:follow_news")).content.decode()
        assert "kedatangan" not in html.lower()
        assert not [word for word in ("Depati Amir", "14.20", "GA 276") if word in html]

    def test_needs_and_who_fetches_lie_encrypted(self, planned, ana, tomorrow):
        rules.change(planned, needs=["HAMIL"], seen=0, by=ana, expected_at=tomorrow, place="DEPATI_AMIR",
                     pick_up_by="Pak Contoh")  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT needs || pick_up_by FROM cases_arrival")
            stored = cursor.fetchone()[0]
        assert "HAMIL" not in stored and "Contoh" not in stored

    def test_yesterday_still_stands_there_and_older_ones_aside(self, client, planned, ana):
        client.force_login(ana.user)
        now = timezone.now()
        Arrival.objects.update(expected_at=now - timedelta(days=1))
        assert "Siti Contoh" in client.get(LIST).content.decode()
        Arrival.objects.update(expected_at=now - timedelta(days=3))
        assert "Siti Contoh" not in client.get(LIST).content.decode()
        assert "Siti Contoh" in client.get(f"{LIST}?lalu=1").content.decode()
