"""An RT head enters a resident: once, without losing a word, and without learning about others."""

import uuid

import pytest

from cases import registration
from cases.models import Contact, Document, Journey, NikConflict, Person
from cases.tests.factories import TODAY, make_nik, make_person
from cases.tests.races import at_once
from cases.values.choices import Sex

URL = "/warga/daftar/"


def answers(**changed):
    """The least a form must say."""
    least = {
        "client_uuid": str(uuid.uuid4()),
        "name": "Siti Aminah",
        "no_nik_reason": "TIDAK_TAHU",
        "stage": "TERDATA_RT",
        "source": "KELUARGA",
    }
    return least | changed


@pytest.fixture
def send(client):
    def post(actor, path=URL, **changed):
        client.force_login(actor.user)
        return client.post(path, answers(**changed))

    return post


def test_the_least_is_enough(rudi, send):
    response = send(rudi)
    person = Person.objects.get()
    assert response.url == f"/warga/terdata/{person.client_uuid}/"
    assert (person.name, person.territory, person.registered_by) == ("Siti Aminah", rudi.territory, rudi)
    assert person.journeys.get().status == "TERDATA_RT"


def test_everything_is_kept(rudi, send):
    nik = make_nik()
    send(
        rudi,
        nik=nik,
        sex="PEREMPUAN",
        birth_date_day="5",
        birth_date_month="2",
        birth_date_year="1993",
        birth_place="Pangkalpinang",
        phone="0812-3456 7890",
        contact_name="Nur’aini",
        contact_relation="ORANG_TUA",
        contact_phone="0812 3456 7890",
        stage="DI_LUAR_NEGERI",
        country="MY",
        job="Juru masak",
        scheme="P_TO_P",
        offered_by="Kenalan",
        departed_on_day="1",
        departed_on_month="3",
        departed_on_year="2024",
        passport="c 1234567",
    )
    person = Person.objects.with_nik(nik).get()
    journey = person.journeys.get()
    assert (person.sex, str(person.birth_date), person.no_nik_reason) == (Sex.PEREMPUAN, "1993-02-05", "")
    assert (journey.status, journey.country, str(journey.departed_on)) == ("DI_LUAR_NEGERI", "MY", "2024-03-01")
    assert (journey.job, journey.scheme, journey.offered_by, journey.source) == (
        "Juru masak",
        "P_TO_P",
        "Kenalan",
        "KELUARGA",
    )
    assert Document.objects.get().number == "C1234567"
    shared = Contact.objects.with_phone("+6281234567890").values_list("relation", "name")
    assert sorted(shared) == [("DIRI_SENDIRI", ""), ("ORANG_TUA", "Nur'aini")]


def test_it_requires_sign_in(client, db):
    assert client.get(URL).url.startswith("/masuk/")


@pytest.mark.parametrize("who", ["kiki", "dina", "eko", "wawan", "karim", "adi"])
def test_it_requires_permission(request, send, who):
    assert send(request.getfixturevalue(who)).status_code == 403


def test_the_confirmation_is_not_for_others(client, rudi, toni, citra, send):
    url = send(rudi).url
    assert client.get(url).status_code == 200
    for other in (toni, citra):
        client.force_login(other.user)
        assert client.get(url).status_code == 404


def test_the_confirmation_can_be_shared_without_a_name(client, rudi, send):
    html = client.get(send(rudi).url).content.decode()
    link = html.partition("https://wa.me/?text=")[2].partition('"')[0]
    assert link and "Siti" not in link and "Tua" not in link


def test_the_same_form_twice_is_one_person(client, rudi, send):
    same = str(uuid.uuid4())
    first, second = send(rudi, client_uuid=same), send(rudi, client_uuid=same, name="Lain Sekali")
    assert first.url == second.url
    assert client.get(first.url).content.count(b"W-0") == client.get(second.url).content.count(b"W-0")
    assert Person.objects.get().name == "Siti Aminah"


@pytest.mark.parametrize(
    "changed, says",
    [
        ({"name": ""}, "id_name"),
        ({"name": "Siti😀"}, "Nama hanya boleh"),
        ({"name": "Siti\u202e"}, "Nama hanya boleh"),
        ({"name": "a" * 151}, "150"),
        ({"name": "Siti\0"}, "ull"),
        ({"no_nik_reason": ""}, "Isi NIK, atau pilih alasan"),
        ({"nik": "123"}, "Yang diisi 3 angka"),
        ({"nik": "19710545O2930001"}, "hanya berisi angka"),
        ({"phone": "12"}, "Nomor HP"),
        ({"passport": "?"}, "Nomor paspor"),
        ({"birth_date_day": "31", "birth_date_month": "2", "birth_date_year": "1990"}, "id_birth_date"),
        ({"birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "2999"}, "tidak mungkin"),
        ({"contact_phone": "081234567890"}, "Pilih hubungannya"),
        ({"source": "BP3MI"}, "BP3MI"),
        ({"client_uuid": "x\0"}, "UUID"),
        ({"country": "\0"}, "id_country"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_typed_is_lost(rudi, send, changed, says):
    response = send(rudi, birth_place="Sungailiat", **changed)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Ada yang perlu diperbaiki" in html and says in html
    assert "Sungailiat" in html
    assert not Person.objects.exists()


def test_a_nik_that_says_otherwise_is_a_warning(client, rudi, send):
    response = send(rudi, nik=make_nik(female=True), sex="LAKI_LAKI")
    assert Person.objects.exists()
    assert "Jenis kelamin berbeda" in client.get(response.url).content.decode()


def test_the_hint_reads_the_nik_beside_its_box(client, rudi):
    client.force_login(rudi.user)
    hint = client.post("/warga/daftar/petunjuk-nik/", {"nik": make_nik(5, 2, 93)}).content.decode()
    assert "perempuan, lahir 5 Februari 1993" in hint
    assert "Yang diisi 3 angka" in client.post("/warga/daftar/petunjuk-nik/", {"nik": "123"}).content.decode()
    assert client.get("/warga/daftar/petunjuk-nik/").status_code == 405


# --- where


def test_an_rt_head_cannot_choose_another_place(rudi, toni, send):
    send(rudi, territory=toni.territory.pk)
    assert Person.objects.get().territory == rudi.territory


@pytest.mark.parametrize("who", ["wati", "budi"])
def test_those_above_choose_among_their_rts(request, toni, citra, send, who):
    actor = request.getfixturevalue(who)
    assert "Pilih RT" in send(actor).content.decode()
    assert send(actor, territory=citra.territory.pk).status_code == 200
    assert send(actor, territory=toni.territory.pk).status_code == 302
    assert Person.objects.get().territory == toni.territory


def test_the_city_chooses_the_kelurahan_first(client, ana, toni, places, send):
    client.force_login(ana.user)
    assert "Tua Tunu Indah" in client.get(URL).content.decode()
    path = f"{URL}?kelurahan={toni.territory.kelurahan_code}"
    assert "RT 004 / RW 002" in client.get(path).content.decode()
    assert send(ana, path, territory=toni.territory.pk).status_code == 302


@pytest.mark.parametrize("code", ["x", "19.71", "%00", "19.71.05.1005.002"])
def test_a_kelurahan_that_is_none_is_asked_for_again(client, ana, places, code):
    client.force_login(ana.user)
    assert "kelurahan mana" in client.get(f"{URL}?kelurahan={code}").content.decode()


# --- the same person?


@pytest.mark.parametrize("name", ["Siti Aminah", "Aminah Siti", "Sitti Aminah", "SITI AMINAH"])
def test_a_lookalike_is_shown_before_anything_is_made(rudi, send, name):
    known = make_person(rudi, rudi.territory, name="Siti Aminah")
    html = send(rudi, name=name, birth_place="Sungailiat").content.decode()
    assert "Mungkin sudah terdata" in html and known.number in html and "Sungailiat" in html
    assert Person.objects.count() == 1
    assert send(rudi, name=name, other_person="on").status_code == 302
    assert Person.objects.count() == 2


def test_somebody_next_door_is_no_lookalike(rudi, toni, send):
    make_person(rudi, rudi.territory, name="Siti Aminah")
    assert send(toni).status_code == 302


def test_the_same_nik_next_door_is_shown_to_the_kelurahan_and_handed_on_for_an_rt(client, rudi, toni, budi, send):
    nik = make_nik()
    known = make_person(rudi, rudi.territory, name="Nama Rahasia", nik=nik)
    assert known.number in send(budi, nik=nik, territory=toni.territory.pk).content.decode()
    page = client.get(send(toni, nik=nik).url).content.decode()
    assert NikConflict.objects.get().reported_by == toni
    assert "Sudah terdata, diteruskan ke kelurahan" in page
    for secret in ("Rahasia", known.number, nik, "RT 003"):
        assert secret not in page


def test_a_conflict_keeps_all_that_was_typed(rudi, toni, send):
    nik = make_nik()
    make_person(rudi, rudi.territory, nik=nik)
    same = str(uuid.uuid4())
    typed = {"nik": nik, "job": "Juru masak", "phone": "081234567890", "passport": "C1234567", "client_uuid": same}
    assert send(toni, **typed).url == send(toni, **typed).url
    entry = NikConflict.objects.get().entry
    assert entry["person"]["nik"] == nik
    assert (entry["journey"]["job"], entry["passport"], entry["source"]) == ("Juru masak", "C1234567", "KELUARGA")
    assert entry["contacts"] == [{"phone": "+6281234567890", "relation": "DIRI_SENDIRI"}]
    assert Person.objects.count() == 1


def test_it_takes_few_queries(client, rudi, send, few_queries):
    client.force_login(rudi.user)
    with few_queries():
        client.get(URL)


# --- two at once, over two connections


def enter(actor, nik, client_uuid):
    person = {"name": "Siti Aminah", "territory": actor.territory, "nik": nik}
    return registration.register(
        client_uuid=client_uuid, person=person, journey={}, by=actor, happened_on=TODAY, source="RT"
    )


@pytest.mark.django_db(transaction=True)
def test_two_equal_posts_at_once_are_one_person(rudi):
    same, nik = uuid.uuid4(), make_nik()
    results = at_once(*[lambda: enter(rudi, nik, same)] * 3)
    assert len({result.person.pk for result in results}) == 1
    assert sorted(result.is_new for result in results) == [False, False, True]
    assert (Person.objects.count(), Journey.objects.count(), NikConflict.objects.count()) == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_one_nik_entered_twice_at_once_is_one_person_and_one_conflict(rudi, toni):
    nik = make_nik()
    at_once(lambda: enter(rudi, nik, uuid.uuid4()), lambda: enter(toni, nik, uuid.uuid4()))
    assert (Person.objects.count(), NikConflict.objects.count()) == (1, 1)
