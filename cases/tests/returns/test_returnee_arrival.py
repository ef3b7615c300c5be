"""A line of a list of returnees turns out to be somebody else, after the flight was planned for the wrong one."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Arrival, CaseNote, CasePerson
from cases.rules.returns import arrival, returnee_list
from cases.tests.factories import TODAY, make_case, make_person
from cases.values.returnee import ReturneeDecision as D
from cases.values.returnee_line import rows_of

pytestmark = pytest.mark.django_db


def receive(by, text):
    facts = {"received_on": TODAY, "country": "KH", "category": "DEPORTASI", "urgency": "P3", "source": "BP3MI"}
    return returnee_list.receive(
        client_uuid=uuid.uuid4(), sheets=[("", rows_of(text))], on=TODAY, by=by, reference="B-1/2026", **facts
    )


def decide(line, decision, by, **given):
    line.refresh_from_db()
    return returnee_list.decide(line, decision, seen=line.version, key=uuid.uuid4(), by=by, **given)


def expected():
    return set(Arrival.objects.values_list("link__person__name", "place"))


def told(link):
    return [note.text for note in CaseNote.objects.filter(case=link.case) if "ternyata bukan" in note.text]


@pytest.fixture
def rosmala(rudi):
    return make_person(rudi, rudi.territory, name="Rosmala Harapan")


@pytest.fixture
def rosmini(rudi):
    return make_person(rudi, rudi.territory, name="Rosmini Harapan")


@pytest.fixture
def kept(ana, rosmala, siti):
    """Two lines: Siti, and one that was taken for Rosmala."""
    kept = receive(ana, "Siti Contoh\nRosma Harapan")
    one, two = kept.lines.all()
    decide(one, D.WARGA_KITA, ana, person=siti)
    decide(two, D.WARGA_KITA, ana, person=rosmala)
    return kept


@pytest.fixture
def line(kept):
    return kept.lines.get(position=2)


@pytest.fixture
def flight():
    moment = timezone.localtime() + timedelta(days=1)
    return {"expected_at": moment.replace(second=0, microsecond=0), "place": "DEPATI_AMIR", "carrier": "GA 276"}


@pytest.fixture
def planned(kept, ana, flight):
    arrival.plan(returnee_list.links_of(kept, ana), by=ana, returnee_list=kept, **flight)


def test_the_wrong_one_is_not_expected_any_more_and_his_case_says_why(planned, line, ana, rosmini):
    wrong = line.link
    decide(line, D.WARGA_KITA, ana, person=rosmini)
    assert expected() == {("Siti Contoh", "DEPATI_AMIR")}
    (said,) = told(wrong)
    assert "ternyata bukan Rosmala Harapan" in said and returnee_list.CANCELLED in said
    assert "GA 276" not in said and f"{timezone.localtime():%Y}" not in said.replace("B-1/2026", "")


@pytest.mark.parametrize("decision", [D.BUKAN_WARGA_KOTA, D.BELUM_TERIDENTIFIKASI])
def test_nor_if_it_is_nobody_of_ours(planned, line, ana, decision):
    decide(line, decision, ana)
    assert expected() == {("Siti Contoh", "DEPATI_AMIR")}


def test_the_history_keeps_what_was_planned(planned, line, ana, rosmini):
    before = Arrival.objects.get(link=line.link).pk
    decide(line, D.WARGA_KITA, ana, person=rosmini)
    assert Arrival.pgh_event_model.objects.filter(pgh_obj_id=before, pgh_label="before_delete").exists()


def test_all_legs_of_the_way_are_cancelled(planned, kept, line, ana, flight, rosmini):
    links = returnee_list.links_of(kept, ana)
    arrival.plan(links, by=ana, returnee_list=kept, **flight | {"place": "SOEKARNO_HATTA"})
    decide(line, D.WARGA_KITA, ana, person=rosmini)
    assert {name for name, _ in expected()} == {"Siti Contoh"}


class TestWhatStays:
    def test_a_plan_that_does_not_come_from_the_list(self, kept, line, ana, flight, rosmini):
        arrival.plan([line.link], by=ana, **flight)
        arrival.plan(returnee_list.links_of(kept, ana), by=ana, returnee_list=kept, **flight)
        wrong = line.link
        decide(line, D.WARGA_KITA, ana, person=rosmini)
        assert ("Rosmala Harapan", "DEPATI_AMIR") in expected()
        assert [returnee_list.STILL_EXPECTED in said for said in told(wrong)] == [True]

    def test_whom_another_line_names_as_well(self, planned, line, ana, rosmala, rosmini):
        again = receive(ana, "Rosmala Harapan").lines.get()
        decide(again, D.WARGA_KITA, ana, person=rosmala)
        decide(line, D.WARGA_KITA, ana, person=rosmini)
        assert ("Rosmala Harapan", "DEPATI_AMIR") in expected()

    def test_who_has_arrived_has_arrived(self, planned, line, ana, rosmini):
        CasePerson.objects.filter(pk=line.link_id).update(status="TIBA_DEBARKASI")
        decide(line, D.WARGA_KITA, ana, person=rosmini)
        assert ("Rosmala Harapan", "DEPATI_AMIR") in expected()

    def test_the_same_person_chosen_again(self, planned, line, ana, rosmala):
        decide(line, D.WARGA_KITA, ana, person=rosmala, note="paspor sudah dilihat")
        assert ("Rosmala Harapan", "DEPATI_AMIR") in expected()

    def test_a_refused_decision_cancels_nothing(self, client, planned, line, ana, rosmini):
        client.force_login(ana.user)
        press = {"client_uuid": uuid.uuid4(), "seen": 0, "choice": f"p{rosmini.pk}"}  # the page was old
        assert client.post(line.get_absolute_url(), press).status_code == 409
        assert ("Rosmala Harapan", "DEPATI_AMIR") in expected()


class TestPages:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, ana):
        client.force_login(ana.user)

    def correct(self, client, line, person):
        line.refresh_from_db()
        press = {"client_uuid": uuid.uuid4(), "seen": line.version, "choice": f"p{person.pk}"}
        return client.post(line.get_absolute_url(), press)

    def test_the_right_one_is_planned_by_one_press(self, client, planned, kept, line, flight, rosmini):
        plan = reverse("cases:plan_returnees", args=[kept.pk])
        answer = self.correct(client, line, rosmini)
        assert answer.url == f"{plan}?ganti=1"
        form = client.get(answer.url).context["form"]
        right = CasePerson.objects.get(person=rosmini)
        assert form.initial["persons"] == [right.pk]
        assert {name: form.initial[name] for name in flight} == flight
        sent = {field.html_name: field.value() or "" for field in form}
        sent["expected_at"] = f"{timezone.localtime(flight['expected_at']):%Y-%m-%dT%H:%M}"
        assert client.post(plan, sent).url == reverse("cases:arrivals")
        assert expected() == {("Siti Contoh", "DEPATI_AMIR"), ("Rosmini Harapan", "DEPATI_AMIR")}
        assert Arrival.objects.get(link=right).returnee_list == kept

    def test_what_was_noted_about_the_wrong_one_alone_is_not_carried_on(self, client, planned, kept, line, rosmini):
        Arrival.objects.filter(link=line.link).update(pick_up="JEMPUT_KELUARGA", pick_up_by="Bu Contoh 0812")
        page = client.get(self.correct(client, line, rosmini).url)
        assert "Bu Contoh" not in page.text and page.context["form"]["pick_up"].value() == "BELUM_DITENTUKAN"

    def test_also_where_the_wrong_one_was_alone_on_it(self, client, ana, kept, line, flight, rosmini):
        arrival.plan([line.link], by=ana, returnee_list=kept, **flight)
        form = client.get(self.correct(client, line, rosmini).url).context["form"]
        assert not Arrival.objects.exists() and form.initial["expected_at"] == flight["expected_at"]
        assert CasePerson.objects.get(person=rosmini).pk in form.initial["persons"]
        plain = client.get(reverse("cases:plan_returnees", args=[kept.pk])).context["form"]
        assert not plain["expected_at"].value(), "what was cancelled is offered in its place, not for ever"

    def test_before_any_flight_is_planned_it_goes_back_to_the_list(self, client, kept, line, rosmini):
        assert self.correct(client, line, rosmini).url == kept.get_absolute_url()

    def test_whoever_is_known_late_is_offered_the_flight_of_the_others(
        self, client, planned, kept, line, ana, rosmini, few_queries
    ):
        ours = f"{kept.get_absolute_url()}?bagian=warga"
        assert "belum ikut rencana tiba" not in client.get(ours).text
        decide(line, D.WARGA_KITA, ana, person=rosmini)
        with few_queries():
            page = client.get(ours).text
        assert "1 orang di daftar ini belum ikut rencana tiba di Bandara Depati Amir" in page

    def test_another_hour_for_all_is_still_one_press(self, client, planned, kept):
        form = client.get(reverse("cases:plan_returnees", args=[kept.pk])).context["form"]
        assert len(form.initial["persons"]) == 2 and not form["expected_at"].value()


def test_the_database_remembers_which_list_it_was(planned, kept, ana, siti):
    other = make_case(ana, [make_person(ana, siti.territory, name="Bayu Contoh")]).persons.get()
    arrival.plan([other], by=ana, expected_at=timezone.now(), place="DEPATI_AMIR")
    assert set(Arrival.objects.values_list("returnee_list", flat=True)) == {kept.pk, None}
