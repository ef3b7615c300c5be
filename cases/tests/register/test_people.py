"""The list of people: who is on it, how it is searched, and what it never shows."""

import pytest
from django.urls import reverse

from cases.rules.paging import FOUND, MOST
from cases.rules.register import registration
from cases.states.journey import JourneyStatus
from cases.tests.factories import TODAY, make_nik, make_person

URL = "/warga/"


@pytest.fixture
def names(client):
    """The names on the list as somebody sees it who sends this search."""

    def ask(actor, **query):
        client.force_login(actor.user)
        page = client.post(URL, query, follow=True).context["page"]
        return [person.name for person in page]

    return ask


def test_it_lists_the_newest_first(rudi, siti, names):
    make_person(rudi, rudi.territory, name="Ahmad Contoh")
    assert names(rudi) == ["Ahmad Contoh", "Siti Contoh"]


def test_a_search_is_posted_and_answered_by_an_address(client, rudi):
    client.force_login(rudi.user)
    assert client.post(URL).url == URL
    assert client.put(URL).status_code == 405


def test_it_requires_sign_in(client, db):
    assert client.get(URL).status_code == 302
    assert client.post(URL, {"q": "siti"}).url == f"/masuk/?next={URL}"


@pytest.mark.parametrize("who", ["dina", "eko", "wawan", "karim", "adi", "rena"])
def test_it_requires_permission(client, request, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(URL).status_code == client.post(URL, {"q": "siti"}).status_code == 403


@pytest.mark.parametrize("who", ["toni", "citra"])
def test_it_hides_other_territories(siti, request, names, who):
    actor = request.getfixturevalue(who)
    assert names(actor) == []
    assert names(actor, q="Siti") == []


@pytest.mark.parametrize("who", ["rudi", "wati", "budi", "kiki", "ana", "dewi"])
def test_those_above_see_it(siti, request, names, who):
    assert names(request.getfixturevalue(who)) == ["Siti Contoh"]


def test_the_kecamatan_sees_initials_and_no_numbers(client, kiki, rudi):
    make_person(rudi, rudi.territory, name="Siti Contoh", nik=make_nik())
    client.force_login(kiki.user)
    html = client.get(URL).content.decode()
    assert "S••• C•••" in html
    assert "Siti" not in html
    assert "••••" not in html


def test_the_nik_is_masked(client, rudi):
    nik = make_nik()
    make_person(rudi, rudi.territory, nik=nik)
    client.force_login(rudi.user)
    html = client.get(URL).content.decode()
    assert nik not in html
    assert f"••••{nik[-4:]}" in html


@pytest.mark.parametrize("query", ["siti nur", "NUR siti", "aini", "nuraini siti", "Nur'aini"])
def test_a_name_is_found_in_any_order(rudi, names, query):
    make_person(rudi, rudi.territory, name="Siti Nur’aini")
    make_person(rudi, rudi.territory, name="Budi Contoh")
    assert names(rudi, q=query) == ["Siti Nur’aini"]


def test_a_short_word_is_a_whole_word(rudi, names):
    make_person(rudi, rudi.territory, name="Li Tjhin")
    make_person(rudi, rudi.territory, name="Lim Ali")
    assert names(rudi, q="li") == ["Li Tjhin"]


@pytest.mark.parametrize("spelling", ["0812-3456 7890", "+62 812 3456 7890", "6281234567890", "081234567890"])
def test_a_phone_is_found_in_any_spelling(rudi, names, spelling):
    make_person(rudi, rudi.territory, name="Siti Contoh", phone="081234567890")
    make_person(rudi, rudi.territory, name="Lain Contoh", phone="081234567891")
    assert names(rudi, q=spelling) == ["Siti Contoh"]


def test_a_nik_a_passport_and_a_register_number_are_found(rudi, names):
    nik = make_nik()
    person = make_person(rudi, rudi.territory, name="Siti Contoh", nik=nik, passport="C1234567")
    make_person(rudi, rudi.territory, name="Lain Contoh")
    spaced = " ".join([nik[:6], nik[6:12], nik[12:]])
    for query in (nik, spaced, "c 123 4567", person.number, person.number.lower()):
        assert names(rudi, q=query) == ["Siti Contoh"]


def test_a_number_finds_nobody_elsewhere(rudi, toni, kiki, names):
    nik = make_nik()
    make_person(rudi, rudi.territory, nik=nik, phone="081234567890", passport="C1234567")
    for query in (nik, "081234567890", "C1234567"):
        assert names(toni, q=query) == []
        assert names(kiki, q=query) == []  # who may not see numbers cannot probe for them


def test_it_filters_by_the_latest_journey(rudi, ana, names):
    siti = make_person(rudi, rudi.territory, name="Siti Contoh", status=JourneyStatus.PULANG, country="MY")
    make_person(rudi, rudi.territory, name="Budi Contoh", country="TW")
    assert names(ana, status="PULANG") == ["Siti Contoh"]
    assert names(ana, negara="MY") == ["Siti Contoh"]
    registration.add_journey(siti, by=rudi, happened_on=TODAY, source="RT", country="TW")
    assert names(ana, status="PULANG") == []
    assert names(ana, negara="MY") == []
    assert names(ana, negara="TW") == ["Budi Contoh", "Siti Contoh"]


def test_it_filters_by_place(rudi, toni, citra, budi, ana, names):
    make_person(rudi, rudi.territory, name="Di RT Rudi")
    make_person(toni, toni.territory, name="Di RT Toni")
    make_person(citra, citra.territory, name="Di Opas")
    assert names(ana, wilayah=citra.territory.code) == ["Di Opas"]
    assert names(budi, wilayah=rudi.territory.code) == ["Di RT Rudi"]
    assert names(budi, wilayah=citra.territory.code) == ["Di RT Toni", "Di RT Rudi"]  # not offered, so not heard


@pytest.mark.parametrize("query", [{"q": "\0"}, {"q": "a\0b"}, {"page": "x"}, {"status": "\0"}, {"negara": "ZZ"}])
def test_nonsense_does_no_harm(client, siti, rudi, query):
    client.force_login(rudi.user)
    assert client.get(URL, query).status_code == 200
    assert client.post(URL, query, follow=True).status_code == 200


def test_htmx_gets_the_table_alone(client, siti, rudi):
    client.force_login(rudi.user)
    page = client.get(URL)
    fragment = client.get(URL, headers={"HX-Request": "true"})
    assert "HX-Request" in fragment["Vary"] and "HX-Request" in page["Vary"]
    assert fragment.content.decode().strip() in page.content.decode()


def test_an_empty_list_says_what_to_do(client, rudi):
    client.force_login(rudi.user)
    assert reverse("cases:register") in client.get(URL).content.decode()
    assert "Tidak ada warga yang cocok" in client.post(URL, {"q": "Siapa"}, follow=True).content.decode()


def test_it_counts_no_further_than_it_turns_pages(client, rudi, ana, monkeypatch):
    monkeypatch.setattr("cases.rules.paging.MOST", 2)
    for _ in range(3):
        make_person(rudi, rudi.territory)
    client.force_login(ana.user)
    page = client.get(URL).context["page"]
    assert (page.paginator.count, page.paginator.has_more) == (2, True)
    assert MOST == 1000


def test_of_a_name_that_many_bear_it_counts_fewer_and_says_so(client, rudi, ana, monkeypatch):
    monkeypatch.setattr("cases.rules.paging.FOUND", 2)
    for _ in range(3):
        make_person(rudi, rudi.territory, name="Siti Aminah")
    client.force_login(ana.user)
    assert "Lebih dari 2 orang. Persempit" in client.post(URL, {"q": "siti"}, follow=True).content.decode()
    assert client.get(URL).context["page"].paginator.count == 3
    assert FOUND == 500


def test_it_takes_few_queries(client, rudi, ana, few_queries):
    for _ in range(5):
        make_person(rudi, rudi.territory, nik=make_nik())
    client.force_login(ana.user)
    address = client.post(URL, {"q": "siti", "status": "TERDATA_RT"}).url
    with few_queries():
        client.get(address)
