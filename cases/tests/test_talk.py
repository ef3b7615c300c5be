"""An offer with signs of danger: the family is spoken to, the kelurahan calls, nobody is refused or marked."""

import pytest
from django.core.exceptions import ValidationError

from cases import red_flag, talk
from cases.models import Talk, Visit
from cases.tests.factories import TODAY
from cases.values.offer import Offer

DEADLY = Offer("admin judi", country="KH")
HONEST = Offer("Caregiver Taiwan lewat P3MI, SIP3MI 12/2024, kontrak 3 tahun")
LIST = "/warga/kunjungan/"


@pytest.fixture
def journey(siti):
    red_flag.load()
    return siti.journeys.get()


@pytest.fixture
def visit(journey, rudi):
    talk.record(journey, DEADLY, is_said=True, by=rudi, on=TODAY)
    return journey.visits.get()


def test_what_was_said_is_kept_and_a_visit_is_owed_within_three_days(journey, rudi):
    said = talk.record(journey, DEADLY, is_said=True, by=rudi, on=TODAY)
    assert {"judi-daring", "negara-rawan"} <= set(said.flags)
    assert (journey.visits.get().due_on - TODAY).days == 3


def test_an_honest_offer_leaves_no_trace(journey, rudi):
    assert talk.record(journey, HONEST, is_said=False, by=rudi, on=TODAY) is None
    assert not Talk.objects.exists()
    assert not Visit.objects.exists()


def test_speaking_twice_owes_one_visit(journey, rudi, budi):
    for official in (rudi, budi):
        talk.record(journey, DEADLY, is_said=True, by=official, on=TODAY)
    assert (journey.talks.count(), journey.visits.count()) == (2, 1)


def test_budi_finds_it_and_writes_down_what_came_of_it(client, visit, budi, few_queries):
    client.force_login(budi.user)
    assert "Siti" in client.get(LIST).content.decode()
    with few_queries():
        assert "Yang perlu dibicarakan" in client.get(f"{LIST}{visit.pk}/").content.decode()
    client.post(f"{LIST}{visit.pk}/", {"happened_on": TODAY, "outcome": "KE_DISNAKER", "note": "Ibunya ikut."})
    visit.refresh_from_db()
    assert (visit.outcome, visit.done_by, visit.note) == ("KE_DISNAKER", budi, "Ibunya ikut.")
    assert "Siti" not in client.get(LIST).content.decode()


def test_where_nobody_was_met_the_next_visit_is_owed(visit, budi):
    talk.finish_visit(visit, outcome="TIDAK_BERTEMU", note="", by=budi, on=TODAY)
    assert Visit.objects.open().get().due_on > TODAY


def test_an_empty_form_says_what_is_missing(client, visit, budi):
    client.force_login(budi.user)
    page = client.post(f"{LIST}{visit.pk}/", {"happened_on": "2999-01-01", "note": "tetap ada"}).content.decode()
    assert "tetap ada" in page
    assert "belum tiba" in page
    assert Visit.objects.open().exists()


def test_another_kelurahan_does_not_find_it(client, visit, citra):
    client.force_login(citra.user)
    assert "Siti" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{visit.pk}/").status_code == 404


def test_the_second_to_write_it_down_is_told(visit, budi):
    talk.finish_visit(visit, outcome="MENUNDA", note="", by=budi, on=TODAY)
    with pytest.raises(ValidationError, match="sudah dicatat"):
        talk.finish_visit(visit, outcome="TETAP", note="", by=budi, on=TODAY)
