"""Search before create: who of the register may be the one that is just being written down."""

import uuid
from datetime import date

import pytest

from accounts.models import Territory
from cases.models import DuplicatePair, Person
from cases.models.name_traces import Hashed, NameTraces
from cases.rules.register import lookalikes, registration
from cases.rules.register.lookalikes import Asked
from cases.tests.factories import TODAY, make_person
from cases.values.name_keys import asked_keys, name_keys
from cases.values.name_traces import asked_traces

BORN = date(1993, 2, 5)


@pytest.fixture
def rosmala(rudi):
    made = make_person(rudi, rudi.territory, name="Rosmala Hasnah", phone="+6281012345678", passport="Z1234567")
    made.birth_date = BORN
    made.save()
    return made


def found(**asked):
    return [one.person for one in lookalikes.find(Asked(**asked), TODAY)]


@pytest.mark.parametrize(
    "asked",
    [
        {"names": ("Hasnah Rosmala",)},
        {"names": ("Rusmalah Hasna",)},
        {"names": ("Rosmala Hesnah",), "birth_date": BORN},
        {"names": ("Rosmala",), "birth_date": date(1993, 5, 2)},  # day and month turned round, half the name
        {"names": ("Ros",), "passports": ("z 1234567",)},
        {"names": ("Rosmala",), "phones": ("+6281012345678",)},
        {"names": ("Hj. Rosmala Hasnah, S.Pd",), "birth_date": date(1991, 2, 5)},
    ],
)
def test_she_is_found(rosmala, asked):
    assert found(**asked) == [rosmala]


@pytest.mark.parametrize(
    "asked",
    [
        {"names": ("Zulkarnain",), "birth_date": BORN},
        {"names": ("Rosmala Dewi",), "birth_date": date(1999, 9, 9)},
        {"names": ("Rosmala Hasnah",), "birth_date": date(1965, 8, 23)},
    ],
)
def test_somebody_else_is_not(rosmala, asked):
    assert found(**asked) == []


def test_a_misspelt_name_without_a_date_is_found_in_the_same_kelurahan(rosmala, toni, citra):
    assert found(names=("Rosmalla Hasnnat",), territory=toni.territory) == [rosmala]
    assert found(names=("Rosmalla Hasnnat",), territory=citra.territory) == []


def test_a_place_that_nobody_lives_in_is_no_obstacle(rosmala):
    assert found(names=("Rosmala Hasnah",), territory=Territory(code="99.99.99.9999")) == [rosmala]


def test_of_many_with_one_name_those_born_about_then_are_looked_at(rosmala, rudi, monkeypatch):
    monkeypatch.setattr("cases.rules.register.lookalikes.BY_NAME", 2)
    for year in (1950, 1970, 2004):
        old = make_person(rudi, rudi.territory, name="Rosmala Hasnah")
        Person.objects.filter(pk=old.pk).update(birth_date=date(year, 2, 5))
    unknown = make_person(rudi, rudi.territory, name="Rosmala Hasnah")
    assert set(found(names=("Rosmala Hasnah",), birth_date=date(1993, 2, 6))) == {rosmala, unknown}


def test_a_mistyped_day_counts_more_than_the_year_alone(rosmala, rudi, monkeypatch):
    monkeypatch.setattr("cases.rules.register.lookalikes.BY_NAME", 1)
    for month in (3, 4, 6):
        of_that_year = make_person(rudi, rudi.territory, name="Rosmala Hasnah")
        Person.objects.filter(pk=of_that_year.pk).update(birth_date=date(1993, month, 17))
    assert rosmala in found(names=("Rosmala Hasnah",), birth_date=date(1993, 2, 8))
    assert rosmala in found(names=("Rosmala Hasnah",), birth_date=date(1998, 2, 5))


def test_the_day_in_the_nik_counts_where_none_is_said(rosmala, rudi):
    Person.objects.filter(pk=rosmala.pk).update(territory=Territory.objects.get(code="19.71"))
    other = make_person(rudi, rudi.territory, name="Rosmala Hasnah")
    Person.objects.filter(pk=other.pk).update(birth_date=date(1965, 8, 23))
    assert rosmala in found(names=("Rosmala Hasna",), nik="1971054502930042")


def test_of_a_telephone_that_many_gave_the_likeliest_is_looked_at(rosmala, rudi, monkeypatch):
    monkeypatch.setattr("cases.rules.register.lookalikes.BY_NUMBER", 1)
    for name in ("Zulkarnain", "Hatijah"):
        make_person(rudi, rudi.territory, name=name, phone="+6281012345678")
    assert found(names=("Rosmala",), phones=("+6281012345678",)) == [rosmala]


def test_the_database_makes_the_traces_that_are_asked_for(rosmala, rudi):
    def has(person, *traces):
        made = Person.objects.annotate(made=NameTraces(), asked=Hashed(traces)).get(pk=person.pk)
        return made.made == (made.asked or [])

    (key,), home = rosmala.name_keys, rosmala.territory_id
    assert has(rosmala, f"{key}@p{home}", f"{key}@y1993", f"{key}@d205")
    assert {f"{key}@p{home}", f"{key}@y1993", f"{key}@d205"} <= set(asked_traces([key], [BORN], [home]))
    unknown = make_person(rudi, rudi.territory, name="Hatijah")
    assert has(unknown, *(f"{unknown.name_keys[0]}@{mark}" for mark in (f"p{home}", "?")))
    Person.objects.filter(pk=rosmala.pk).update(name_keys=[])
    assert has(rosmala)


def shown_to(actor, **asked):
    return [one.person for one in lookalikes.shown(lookalikes.find(Asked(**asked), TODAY, actor=actor))]


def test_only_whom_the_actor_sees_is_shown(rosmala, rudi, toni, budi):
    asked = {"names": ("Rosmala Hasnah",), "birth_date": BORN, "territory": rudi.territory}
    assert shown_to(rudi, **asked) == shown_to(budi, **asked) == [rosmala]
    assert shown_to(toni, **asked) == []


def test_a_telephone_speaks_beside_half_a_name_and_is_named(rosmala, ana):
    assert shown_to(ana, names=("Rosmala",)) == []
    (one,) = lookalikes.find(Asked(names=("Rosmala",), phones=("+6281012345678",)), TODAY)
    assert (one.person, one.shared_numbers) == (rosmala, ["Ada nomor HP yang sama"])


def register(by, name="Rosmala Hasnah", born=BORN):
    person = {"name": name, "territory": by.territory, "birth_date": born, "no_nik_reason": "TIDAK_TAHU"}
    entry = {"client_uuid": uuid.uuid4(), "person": person, "journey": {"country": "TW"}, "source": "RT"}
    return registration.register(by=by, happened_on=TODAY, **entry)


def test_whom_another_rt_has_reaches_the_desk(rosmala, toni):
    made = register(toni).person
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.found_by) == (rosmala, made, "REGISTRATION")


def test_the_rt_learns_only_that_it_goes_to_the_kelurahan(client, rosmala, toni, rudi):
    client.force_login(toni.user)
    page = client.get(f"/warga/terdata/{register(toni, name='St. Rosmala Hasna').person.client_uuid}/").text
    assert "sudah terdata di tempat lain" in page and "diteruskan ke kelurahan" in page
    assert "Rosmala Hasnah" not in page and rosmala.number not in page and "RT 003" not in page


def test_nothing_is_said_where_nobody_is_alike(client, rosmala, toni):
    client.force_login(toni.user)
    page = client.get(f"/warga/terdata/{register(toni, name='Zulkarnain').person.client_uuid}/").text
    assert "tempat lain" not in page


def test_a_corrected_name_is_looked_up_again(rosmala, toni):
    other = make_person(toni, toni.territory, name="Zulkarnain")
    registration.correct(other, by=toni, version=other.version, address="Jl. Melati 1")
    assert not DuplicatePair.objects.exists()
    other.refresh_from_db()
    registration.correct(other, by=toni, version=other.version, name="Rosmala Hasnah", birth_date=BORN)
    assert DuplicatePair.objects.get().found_by == "CORRECTION"


def test_the_same_pair_is_noted_once(rosmala, toni):
    made = register(toni).person
    registration.correct(made, by=toni, version=made.version, name="Rosmala Hasna")
    assert DuplicatePair.objects.count() == 1


def test_keys_follow_the_name(rosmala):
    assert rosmala.name_keys == name_keys("Rosmala Hasnah")
    rosmala.name, rosmala.other_names = "Zulkarnain", ["Bong Fa Sin"]
    rosmala.save()
    assert Person.objects.get().name_keys == name_keys("Zulkarnain", "Bong Fa Sin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tjong Mei Lan", "Mei Lan Cong"),
        ("Muhammad Rizki", "Moch. Rizky"),
        ("Nur Hayati", "Nurhayati"),
        ("Djoko Soesilo", "Susilo Joko"),
        ("Siti Aminah Zahra", "Aminah Zahra"),
        ("Khoirul Anwar", "Chairul Anwar"),
        ("Rohmat", "Rahmad"),
    ],
)
def test_one_name_has_a_key_in_common(one, other):
    assert set(asked_keys(one)) & set(name_keys(other))
