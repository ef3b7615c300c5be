"""One NIK typed for two people: both sides are asked, somebody decides, nothing is lost."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role
from accounts.tests.factories import make_actor
from cases.models import Journey, NikConflict, Person, Talk, Visit
from cases.rules.days.my_day import my_day
from cases.rules.doubles import nik_conflict
from cases.rules.offers import red_flag
from cases.rules.register import registration
from cases.tests.factories import TODAY, make_nik, make_person
from cases.tests.races import at_once
from cases.tests.wizard import Wizard
from lib.clock import today

LIST = "/warga/bentrok/"


@pytest.fixture
def siti(rudi):
    return make_person(rudi, rudi.territory, name="Siti Contoh", nik=make_nik())


@pytest.fixture
def decide(client):
    def post(actor, conflict, decision, reason="KTP sudah dilihat"):
        client.force_login(actor.user)
        return client.post(f"{LIST}{conflict.pk}/", {"decision": decision, "reason": reason})

    return post


def numbers(day):
    return {card.label: card.number for card in day.cards}


@pytest.mark.parametrize("who", ["budi", "citra", "ana", "dewi"])
def test_both_sides_and_the_city_see_it(request, client, conflict, who):
    client.force_login(request.getfixturevalue(who).user)
    assert str(conflict.pk) in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{conflict.pk}/").status_code == 200
    people = client.get("/warga/").content.decode()
    assert people.index('role="search"') < people.index("NIK yang tercatat dua kali")  # search first, on a phone too


@pytest.mark.parametrize("who", ["rudi", "oman", "wati", "kiki", "eko", "wawan"])
def test_it_requires_permission(request, client, conflict, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{conflict.pk}/").status_code == 403


def test_a_third_kelurahan_sees_nothing(client, conflict, places):
    other = places["19.71.02"]
    third = make_actor(
        "tuti",
        Role.KELURAHAN,
        type(other).objects.create(code="19.71.02.1002", name="Kejaksaan", level=3, valid_from=other.valid_from),
    )
    client.force_login(third.user)
    assert str(conflict.pk) not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{conflict.pk}/").status_code == 404


def test_each_kelurahan_sees_its_own_in_full_and_the_other_in_short(client, conflict, siti, budi, citra, ana):
    pages = {}
    for actor in (budi, citra, ana):
        client.force_login(actor.user)
        pages[actor.role, actor.user.username] = client.get(f"{LIST}{conflict.pk}/").content.decode()
    ours, theirs, city = pages.values()
    assert "Siti Contoh" in ours and "Sinta Lain" not in ours and "S••• L•••" in ours
    assert "Sinta Lain" in theirs and "Siti Contoh" not in theirs and siti.number not in theirs
    assert "Siti Contoh" in city and "Sinta Lain" in city
    assert all(siti.nik not in page for page in pages.values())


def test_the_same_person_gets_the_journey(decide, conflict, siti, ana):
    assert decide(ana, conflict, "SAMA").url == LIST
    journey = siti.journeys.first()
    assert (siti.journeys.count(), journey.country, journey.job, journey.planned_on) == (2, "TW", "Koki", TODAY)
    assert siti.contacts.get().phone == "+6281234567890"
    conflict.refresh_from_db()
    assert (conflict.decision, conflict.decided_by, conflict.reason) == ("SAMA", ana, "KTP sudah dilihat")


def test_another_person_is_recorded_without_the_nik(decide, conflict, siti, ana, oman):
    decide(ana, conflict, "LAIN")
    made = Person.objects.get(name="Sinta Lain")
    assert (made.nik, made.no_nik_reason, made.nik_status) == (None, "TIDAK_TAHU", "TIDAK_COCOK")
    assert (made.territory, made.journeys.get().job, made.documents.get().number) == (
        oman.territory,
        "Koki",
        "C1234567",
    )


# --- the offer that came with it shows signs of danger


@pytest.fixture
def risky(client, oman, siti):
    """Oman's neighbour is to go on a tourist visa, with a friend; Oman has said to the family what the page says."""
    red_flag.load()
    wizard = Wizard(client, oman).write("orang", name="Sinta Lain", source="KELUARGA", nik=siti.nik)
    wizard.write("rencana", country="KH", visa="WISATA", offerer_kind="KENALAN").send(is_talk_said="on")
    return NikConflict.objects.get()


def test_what_the_family_was_told_is_kept_with_the_conflict(risky, oman):
    said = risky.talks.get()
    assert (said.journey, said.is_said, said.by, said.happened_on) == (None, True, oman, today())
    assert "visa-wisata" in said.flags


@pytest.mark.parametrize("who, reads", [("citra", True), ("ana", True), ("budi", False)])
def test_who_sees_the_new_entry_reads_what_its_family_was_told(request, client, risky, who, reads, few_queries):
    client.force_login(request.getfixturevalue(who).user)
    with few_queries():
        page = client.get(f"{LIST}{risky.pk}/").text
    assert ("sudah berbicara dengan keluarganya" in page) is reads


@pytest.mark.parametrize("decision", ["SAMA", "LAIN"])
def test_with_the_decision_it_stands_with_the_journey_and_a_visit_is_owed(decide, risky, ana, oman, decision):
    decide(ana, risky, decision)
    journey = Journey.objects.get(country="KH")
    assert [(said.by, said.is_said) for said in journey.talks.all()] == [(oman, True)]
    assert journey.visits.get().due_on == today() + timedelta(days=3)


def test_a_late_decision_does_not_give_the_visit_more_time(decide, risky, ana):
    risky.talks.update(happened_on=today() - timedelta(days=5))
    decide(ana, risky, "LAIN")
    assert Visit.objects.get().is_late(today())


def test_an_offer_without_signs_leaves_no_talk(conflict, decide, ana):
    decide(ana, conflict, "LAIN")
    assert not Talk.objects.exists() and not Visit.objects.exists()


def test_asking_the_rt_leaves_it_open_and_keeps_the_question(decide, conflict, budi, ana):
    decide(budi, conflict, "TANYA_RT", "Minta foto KTP")
    conflict.refresh_from_db()
    assert conflict.is_open
    decide(ana, conflict, "SAMA")
    assert [event.reason for event in conflict.events.order_by("pgh_id")] == ["", "Minta foto KTP"]


@pytest.mark.parametrize("who", ["budi", "citra"])
@pytest.mark.parametrize("decision", ["SAMA", "LAIN"])
def test_who_sees_one_side_does_not_decide(request, decide, conflict, siti, who, decision):
    """Neither whose resident it is, nor where it was typed again: half a picture decides about nobody."""
    actor = request.getfixturevalue(who)
    assert "Yang memutuskan: Disnaker" in decide(actor, conflict, decision).text
    with pytest.raises(PermissionDenied):
        nik_conflict.decide(conflict, decision, by=actor, reason="beda orang")
    conflict.refresh_from_db()
    assert conflict.is_open and siti.journeys.count() == 1 and Person.objects.count() == 1


@pytest.mark.parametrize("decision", ["SAMA", "LAIN"])
def test_the_kelurahan_where_both_live_decides(decide, siti, toni, budi, client, decision):
    conflict = registration.register(
        client_uuid=uuid.uuid4(),
        person={"name": "Sari Contoh", "territory": toni.territory, "nik": siti.nik},
        journey={"country": "TW"},
        by=toni,
        happened_on=TODAY,
        source="RT",
    ).conflict
    assert not conflict.is_across_kelurahan
    assert decide(budi, conflict, decision).url == LIST
    conflict.refresh_from_db()
    assert (conflict.decision, conflict.decided_by) == (decision, budi)


def test_disnaker_finds_on_its_day_what_no_kelurahan_can_decide(conflict, ana, decide):
    assert numbers(my_day(ana, TODAY))["NIK tercatat dua kali, antarkelurahan"] == "1"
    decide(ana, conflict, "LAIN")
    assert numbers(my_day(ana, TODAY))["NIK tercatat dua kali, antarkelurahan"] == "0"


@pytest.mark.parametrize("decision, reason", [("", "x"), ("SAMA", ""), ("X", "x")])
def test_a_decision_needs_a_reason(decide, conflict, ana, decision, reason):
    assert "Ada yang perlu diperbaiki" in decide(ana, conflict, decision, reason).content.decode()
    conflict.refresh_from_db()
    assert conflict.decision == ""


def test_who_decides_second_is_told(decide, conflict, siti, dewi, ana):
    decide(dewi, conflict, "SAMA")
    assert "Sudah diputuskan orang lain" in decide(ana, conflict, "LAIN").content.decode()
    assert siti.journeys.count() == 2 and Person.objects.count() == 1


def decide_now(conflict, by):
    try:
        nik_conflict.decide(conflict, "LAIN", by=by, reason="beda orang")
    except ValidationError:
        return "told"
    return "decided"


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(conflict, dewi, ana):
    assert sorted(at_once(lambda: decide_now(conflict, dewi), lambda: decide_now(conflict, ana))) == ["decided", "told"]
    assert Person.objects.count() == 2
