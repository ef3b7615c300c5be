"""A person moves to another RT: inside the kelurahan at once, to another one when that accepts."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.acting import acting_as
from accounts.models import Role, Territory
from accounts.tests.factories import make_actor
from cases.models import Journey, Person, Relocation
from cases.rules.days.my_day import my_day
from cases.rules.register import relocation
from cases.tests.factories import make_person
from cases.tests.races import at_once
from lib.clock import today

RT_003, RT_004, RT_OPAS = "19.71.05.1005.002.003", "19.71.05.1005.002.004", "19.71.02.1001.001.001"
OPAS = "19.71.02.1001"


@pytest.fixture
def siti(rudi):
    return make_person(rudi, rudi.territory, name="Siti Contoh")


def move(person, place, by, **fields):
    about = {"reason": "PINDAH_RUMAH", "happened_on": today(), "address": "", "note": ""} | fields
    version = Person.objects.get(pk=person.pk).version
    return relocation.relocate(
        person, place, **{"client_uuid": uuid.uuid4(), "by": by, "on": today(), "version": version} | about
    )


@pytest.fixture
def offer(siti, places, budi):
    """Budi offers Siti to kelurahan Opas Indah."""
    return move(siti, places[OPAS], budi, address="Jl. Contoh 5", note="Ikut suami")


@pytest.fixture
def send(client):
    def post(actor, person, place, **fields):
        client.force_login(actor.user)
        url = f"/warga/{person.pk}/pindah-rt/"
        day = {f"happened_on_{part}": getattr(today(), part) for part in ("day", "month", "year")}
        form = {"client_uuid": uuid.uuid4(), "version": person.version, "destination": place.pk} | day
        return client.post(url, form | {"reason": "PINDAH_RUMAH", "address": "", "note": ""} | fields)

    return post


def seen_by(actor):
    return list(Person.objects.visible_to(actor))


def news(actor):
    return [row for part in my_day(actor, today()).sections if part.title.startswith("Pindahan") for row in part.rows]


# ---- inside the kelurahan


def test_it_is_done_at_once_and_access_follows(send, siti, places, budi, rudi, toni):
    assert send(budi, siti, places[RT_004], address="Jl. Baru 1").url == siti.get_absolute_url()
    siti.refresh_from_db()
    assert (siti.territory, siti.address) == (places[RT_004], "Jl. Baru 1")
    assert seen_by(rudi) == [] and seen_by(toni) == [siti]
    assert not Journey.objects.visible_to(rudi).exists() and Journey.objects.visible_to(toni).get().person == siti
    made = Relocation.objects.get()
    assert (made.origin, made.destination, made.decision) == (places[RT_003], places[RT_004], "DITERIMA")
    assert (made.asked_by, made.decided_by) == (budi, budi)


def test_the_record_keeps_where_they_lived_before(siti, places, budi):
    with acting_as(budi):
        move(siti, places[RT_004], budi)
    version = siti.events.get()
    assert (version.territory_id, version.pgh_context["assignment"]) == (places[RT_003].pk, budi.pk)


def test_the_second_time_it_moves_nobody(send, siti, places, budi):
    form = {"client_uuid": uuid.uuid4()}
    for _ in range(2):
        assert send(budi, siti, places[RT_004], **form).url == siti.get_absolute_url()
    assert Relocation.objects.count() == 1


def test_an_empty_address_keeps_the_one_we_have(siti, places, budi):
    Person.objects.update(address="Jl. Lama 9")
    move(siti, places[RT_004], budi)
    siti.refresh_from_db()
    assert siti.address == "Jl. Lama 9"


def test_the_successor_of_a_split_rt_is_offered_first(client, siti, places, budi):
    places[RT_003].successors.add(places[RT_004])
    Territory.objects.filter(pk=places[RT_003].pk).update(valid_to=today() - timedelta(days=1))
    found = relocation.destinations(Person.objects.get(), today())
    assert (found.successors, found.neighbours) == ([places[RT_004]], [])
    client.force_login(budi.user)
    page = client.get(f"/warga/{siti.pk}/pindah-rt/")
    assert page.context["form"]["destination"].value() == places[RT_004].pk
    assert page.context["form"]["reason"].value() == "RT_DIPECAH"
    assert page.text.index("Penerus RT 003") < page.text.index('label="Kelurahan lain"')


def test_an_rt_of_another_kelurahan_cannot_be_chosen(send, siti, places, budi):
    assert "Pilih satu dari daftar" in send(budi, siti, places[RT_OPAS]).text
    with pytest.raises(ValidationError, match="tidak bisa dipilih"):
        move(siti, places[RT_OPAS], budi)


def test_what_somebody_else_changed_meanwhile_is_said(send, siti, places, budi):
    Person.objects.get().save()
    answer = send(budi, siti, places[RT_004])
    assert "baru saja diubah orang lain" in answer.text
    assert answer.context["form"]["version"].value() == Person.objects.get().version


@pytest.mark.parametrize("field, sentence", [("reason", "Pilih alasannya"), ("destination", "Pilih ke mana")])
def test_it_asks_for_what_is_missing(send, siti, places, budi, field, sentence):
    assert sentence in send(budi, siti, places[RT_004], **{field: ""}).text


def test_it_does_not_happen_in_the_future(send, siti, places, budi):
    assert "Tanggal ini tidak mungkin" in send(budi, siti, places[RT_004], happened_on_year=today().year + 1).text


@pytest.mark.parametrize("who", ["rudi", "wati", "kiki", "eko", "adi"])
def test_it_requires_permission(request, send, siti, places, who):
    assert send(request.getfixturevalue(who), siti, places[RT_004]).status_code == 403


def test_it_hides_other_territories(send, siti, places, citra):
    assert send(citra, siti, places[OPAS]).status_code == 404
    with pytest.raises(PermissionDenied):
        move(siti, places[RT_004], citra)


# ---- to another kelurahan


def test_until_it_is_accepted_the_old_kelurahan_keeps_the_person(offer, siti, budi, citra):
    siti.refresh_from_db()
    assert siti.territory.code == RT_003 and offer.is_waiting
    assert seen_by(budi) == [siti] and seen_by(citra) == []
    assert [row.url for row in news(citra)] == [offer.get_absolute_url()] and news(budi) == []


def test_the_receiving_kelurahan_reads_enough_to_know_the_person(client, offer, siti, citra):
    client.force_login(citra.user)
    page = client.get(offer.get_absolute_url()).text
    assert "Siti Contoh" in page and "Ikut suami" in page and siti.get_absolute_url() not in page
    assert "Siti Contoh" in client.get("/warga/pindahan/").text


def test_accepting_names_the_rt_and_access_follows(client, offer, siti, places, budi, citra, rudi):
    client.force_login(citra.user)
    assert "Pilih RT tempat" in client.post(f"{offer.get_absolute_url()}terima/", {}).text
    for _ in range(2):
        client.post(f"{offer.get_absolute_url()}terima/", {"place": places[RT_OPAS].pk})
    siti.refresh_from_db()
    assert (siti.territory, siti.address) == (places[RT_OPAS], "Jl. Contoh 5")
    assert seen_by(citra) == [siti] and seen_by(budi) == [] and seen_by(rudi) == []
    offer.refresh_from_db()
    assert (offer.decision, offer.decided_by, offer.destination) == ("DITERIMA", citra, places[RT_OPAS])
    client.force_login(budi.user)
    page = client.get(offer.get_absolute_url()).text
    assert "Diterima" in page and "Siti Contoh" not in page and "Jl. Contoh" not in page


def test_refusing_needs_a_reason_and_comes_back(client, offer, siti, budi, citra):
    client.force_login(citra.user)
    url = f"{offer.get_absolute_url()}tolak/"
    assert "Tulis alasannya" in client.post(url, {"answer": ""}).text
    client.post(url, {"answer": "Tidak dikenal RT"})
    siti.refresh_from_db()
    assert siti.territory.code == RT_003
    assert "tidak diterima" in news(budi)[0].detail and news(citra) == []
    client.force_login(budi.user)
    assert "Tidak dikenal RT" in client.get(offer.get_absolute_url()).text
    client.force_login(citra.user)
    assert "Siti Contoh" not in client.get(offer.get_absolute_url()).text


def test_who_offered_may_withdraw(client, offer, siti, places, budi, citra):
    client.force_login(budi.user)
    client.post(f"{offer.get_absolute_url()}tarik/")
    offer.refresh_from_db()
    assert offer.decision == "DITARIK" and news(citra) == []
    assert move(siti, places[RT_004], budi).decision == "DITERIMA"


def test_one_at_a_time(send, offer, siti, places, budi):
    assert "masih menunggu jawaban" in send(budi, siti, places[RT_004]).text


@pytest.mark.parametrize("deed", ["terima", "tolak"])
def test_the_giver_does_not_answer_for_the_taker(client, offer, budi, deed):
    client.force_login(budi.user)
    assert client.post(f"{offer.get_absolute_url()}{deed}/", {"answer": "ya"}).status_code == 403


def test_the_taker_does_not_withdraw(client, offer, citra):
    client.force_login(citra.user)
    assert client.post(f"{offer.get_absolute_url()}tarik/").status_code == 403


def test_the_database_takes_no_answer_of_nobody(offer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Relocation.objects.update(decision=Relocation.Decision.DITERIMA)


def test_disnaker_may_answer_where_a_kelurahan_is_silent(offer, siti, places, ana):
    relocation.accept(offer, by=ana, on=today(), place=places[RT_OPAS])
    siti.refresh_from_db()
    assert siti.territory == places[RT_OPAS]


def test_a_third_kelurahan_sees_nothing(client, offer, places):
    other = places["19.71.02"]
    third = Territory.objects.create(code="19.71.02.1002", name="Kejaksaan", level=3, valid_from=other.valid_from)
    tuti = make_actor("tuti", Role.KELURAHAN, third)
    client.force_login(tuti.user)
    assert client.get(offer.get_absolute_url()).status_code == 404
    assert "Siti" not in client.get("/warga/pindahan/").text


def test_the_neighbourhood_and_agencies_see_no_papers(offer, rudi, kiki, eko):
    assert not any(Relocation.objects.visible_to(actor).exists() for actor in (rudi, kiki, eko, None))


def answer_now(deed):
    try:
        deed()
    except ValidationError:
        return "told"
    return "done"


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_answer_once(offer, siti, places, citra, ana):
    take = lambda: relocation.accept(offer, by=citra, on=today(), place=places[RT_OPAS])  # noqa: E731
    drop = lambda: relocation.refuse(offer, by=ana, answer="tidak dikenal")  # noqa: E731
    assert sorted(at_once(lambda: answer_now(take), lambda: answer_now(drop))) == ["done", "told"]
