"""An offer with signs of danger: the family is spoken to, the kelurahan calls, nobody is refused or marked."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from cases import red_flag, talk
from cases.models import Journey, Talk, Visit
from cases.tests.factories import TODAY

DEADLY = {"country": "KH", "job": "admin situs judi", "offerer_kind": "KENALAN"}
HONEST = {"country": "TW", "job": "perawat lansia", "offerer_kind": "P3MI", "visa": "KERJA", "contract_in_hand": False}
LIST = "/warga/kunjungan/"


def offered(siti, offer):
    siti.journeys.update(**offer)
    return siti.journeys.get()


@pytest.fixture
def journey(siti):
    red_flag.load()
    return offered(siti, DEADLY)


@pytest.fixture
def visit(journey, rudi):
    talk.record(journey, is_said=True, by=rudi, on=TODAY)
    return journey.visits.get()


def test_what_was_said_is_kept_and_a_visit_is_owed_within_three_days(journey, rudi):
    said = talk.record(journey, is_said=True, by=rudi, on=TODAY)
    assert {"judi-daring", "negara-rawan"} <= set(said.flags)
    assert (journey.visits.get().due_on - TODAY).days == 3


def test_an_honest_offer_leaves_no_trace(siti, journey, rudi):
    assert talk.record(offered(siti, HONEST), is_said=False, by=rudi, on=TODAY) is None
    assert not Talk.objects.exists()
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ({"visa": "WISATA"}, "visa-wisata"),
        ({"visa": "TANPA"}, "visa-wisata"),
        ({"country": "MM"}, "negara-rawan"),
        ({"passport_office": "Jakarta Selatan"}, "paspor-kota-lain"),
        ({"money_asked": 15_000_000}, "uang-besar"),
        ({"planned_on": TODAY + timedelta(days=4)}, "berangkat-dalam-dua-minggu"),
        ({"planned_on": TODAY + timedelta(days=30), "contract_in_hand": False}, "tanpa-kontrak"),
        ({"offerer_kind": "KENALAN"}, "teman-di-dalam"),
        ({"offerer_kind": "CALO"}, "uang-sponsor"),
        ({"offerer_kind": "IKLAN"}, "lewat-media-sosial"),
        ({"scheme": "NONPROSEDURAL"}, "hindari-jalur-resmi"),
        ({"job": "admin kantor"}, "admin-luar-negeri"),
    ],
)
def test_each_answer_of_the_plan_page_is_heard(db, plan, code):
    red_flag.load()
    journey = Journey(**{"country": "MY", "scheme": "TIDAK_DIKETAHUI"} | plan)
    assert code in [sign.flag.code for sign in talk.script(journey, TODAY).warnings]


def test_the_rt_reads_which_sign_is_not_certain(db):
    red_flag.load()
    signs = talk.script(Journey(country="KH", money_asked=15_000_000), TODAY).warnings
    lines = render_to_string("cases/_talk_script.html", {"signs": signs}).split("<li>")[1:]
    unsure = [line for line in lines if "Belum pasti. Ajak keluarganya bertanya ke Disnaker." in line]
    assert len(lines) > len(unsure) > 0 and not [line for line in unsure if "Kamboja" in line]


def test_months_before_leaving_nobody_needs_a_contract_yet(db):
    red_flag.load()
    later = Journey(country="TW", contract_in_hand=False, planned_on=TODAY + timedelta(days=200))
    assert talk.script(later, TODAY).signs == []


def test_a_passport_from_pangkalpinang_is_no_sign(db):
    red_flag.load()
    assert talk.script(Journey(country="TW", passport_office="Imigrasi Pangkalpinang"), TODAY).signs == []


def test_who_is_home_again_needs_no_visit(siti, journey, rudi):
    assert talk.record(offered(siti, {"status": "PULANG"}), is_said=True, by=rudi, on=TODAY) is None


def test_speaking_twice_owes_one_visit(journey, rudi, budi):
    for official in (rudi, budi):
        talk.record(journey, is_said=True, by=official, on=TODAY)
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
