"""Places: a code is a path, RW and RT are made, split and ended by their kelurahan, history keeps its place."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts import territory_change, territory_list
from accounts.models import AccessLog, Territory
from accounts.tests.factories import KELURAHAN, LONG_AGO
from cases.models import Person
from cases.tests.factories import make_person
from lib.clock import today

Level = Territory.Level
DAY = timedelta(days=1)
RW = f"{KELURAHAN}.002"
LIST = "/pengaturan/wilayah/"


def codes(query):
    return list(query.values_list("code", flat=True))


# ---- the code is a path


def test_a_code_is_a_path_and_not_a_prefix(rudi, places):
    """RT 003 must not see an RT whose code merely begins alike."""
    lookalike = Territory.objects.create(
        code=f"{rudi.territory.code}9", name="RT 0039", level=Level.RT, valid_from=LONG_AGO
    )
    assert not rudi.territory.contains(lookalike)
    assert lookalike not in Territory.objects.visible_to(rudi)
    make_person(rudi, lookalike, name="Bukan Warga Rudi")
    assert not Person.objects.visible_to(rudi).exists()


def test_a_place_contains_itself_and_what_lies_in_it(places, rudi):
    assert places[KELURAHAN].contains(places[KELURAHAN])
    assert places[KELURAHAN].contains(rudi.territory)
    assert not rudi.territory.contains(places[KELURAHAN])


def test_everybody_sees_the_own_places_only(places, rudi, budi, citra, adi):
    assert codes(Territory.objects.visible_to(rudi)) == [f"{RW}.003"]
    assert codes(Territory.objects.visible_to(budi)) == [KELURAHAN, RW, f"{RW}.003", f"{RW}.004"]
    assert KELURAHAN not in codes(Territory.objects.visible_to(citra))
    assert Territory.objects.visible_to(adi).count() == len(places)
    assert not Territory.objects.visible_to(None).exists()


def test_people_say_it_like_this(places):
    assert places[f"{RW}.003"].full_name == "RT 003 / RW 002 Tua Tunu Indah"
    assert places[RW].full_name == "RW 002 Tua Tunu Indah"
    assert places[KELURAHAN].full_name == "Tua Tunu Indah"


def test_a_page_that_knows_all_names_asks_for_none(places, django_assert_num_queries):
    names = Territory.objects.kelurahan_names()
    with django_assert_num_queries(0):
        said = [places[code].name_with(names) for code in (f"{RW}.003", RW, KELURAHAN)]
    assert said == ["RT 003 / RW 002 Tua Tunu Indah", "RW 002 Tua Tunu Indah", "Tua Tunu Indah"]


def test_a_code_is_unique_while_valid(places):
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.create(code=RW, name="RW 002", level=Level.RW, valid_from=today())


# ---- the state's list


def test_it_loads_the_city_once(db):
    call_command("load_territories")
    call_command("load_territories")
    count = {level: Territory.objects.filter(level=level).count() for level in Level}
    assert count == {Level.CITY: 1, Level.KECAMATAN: 7, Level.KELURAHAN: 42, Level.RW: 0, Level.RT: 0}


def test_the_list_says_where_it_comes_from():
    head = territory_list.FILE.read_text().splitlines()[:3]
    assert all(line.startswith("#") for line in head)
    assert "Source:" in " ".join(head) and "2026-" in " ".join(head)


def test_the_list_hangs_together_and_is_spelt_as_the_city_spells():
    listed = dict(territory_list.read())
    assert all(code.rpartition(".")[0] in listed for code in listed if code != "19.71")
    assert "Pangkalbalam" in listed.values()
    assert not [name for name in listed.values() if "Pangkal " in name]


def test_loading_corrects_a_spelling_and_leaves_the_rest(db):
    call_command("load_territories")
    place = Territory.objects.get(code=KELURAHAN)
    Territory.objects.filter(pk=place.pk).update(name="Tuatunu", valid_from=LONG_AGO)
    call_command("load_territories")
    place.refresh_from_db()
    assert (place.name, place.valid_from) == ("Tua Tunu Indah", LONG_AGO)


# ---- a new RW or RT


@pytest.mark.parametrize("number", ["7", "07", "007"])
def test_a_number_is_padded(budi, places, number):
    child = territory_change.create_child(places[RW], number=number, by=budi, on=today())
    assert (child.code, child.name, child.level) == (f"{RW}.007", "RT 007", Level.RT)
    assert AccessLog.objects.get().action == AccessLog.Action.TERRITORY


def test_an_rw_lies_in_a_kelurahan(budi, places):
    child = territory_change.create_child(places[KELURAHAN], number="3", by=budi, on=today())
    assert (child.code, child.level) == (f"{KELURAHAN}.003", Level.RW)


def test_a_number_is_given_once(budi, places):
    with pytest.raises(ValidationError, match="RT 003 sudah ada di RW 002"):
        territory_change.create_child(places[RW], number="3", by=budi, on=today())


def test_a_split_remembers_where_its_people_come_from(budi, rudi, places):
    child = territory_change.create_child(places[RW], number="7", by=budi, on=today(), split_from=rudi.territory)
    assert list(child.predecessors.all()) == [rudi.territory]


@pytest.mark.parametrize("who", ["rudi", "wati", "ana", "kiki"])
def test_nobody_else_makes_places(request, places, who):
    with pytest.raises(PermissionDenied):
        territory_change.create_child(places[RW], number="7", by=request.getfixturevalue(who), on=today())


def test_nobody_makes_a_kelurahan_or_something_below_an_rt(adi, places):
    for parent in (places["19.71"], places["19.71.05"], places[f"{RW}.003"]):
        with pytest.raises(PermissionDenied):
            territory_change.create_child(parent, number="7", by=adi, on=today())


# ---- the end of one


def test_an_rt_ends_with_a_successor_and_its_people_stay_findable(budi, rudi, siti, places):
    heir = places[f"{RW}.004"]
    territory_change.end(rudi.territory, by=budi, on=today() - DAY, successors=[heir])
    ended = Territory.objects.get(pk=rudi.territory.pk)
    assert list(ended.successors.all()) == [heir]
    assert ended not in Territory.objects.valid(today())
    assert siti in Person.objects.visible_to(budi)


def test_the_number_is_free_again_afterwards(budi, rudi, places):
    territory_change.end(rudi.territory, by=budi, on=today() - DAY, successors=[places[f"{RW}.004"]])
    again = territory_change.create_child(places[RW], number="3", by=budi, on=today())
    assert again.code == rudi.territory.code


def test_an_rw_does_not_end_around_its_rts(budi, places):
    with pytest.raises(ValidationError, match="Masih ada RT"):
        territory_change.end(places[RW], by=budi, on=today(), successors=[])


def test_it_ends_once(budi, rudi, places):
    territory_change.end(rudi.territory, by=budi, on=today(), successors=[places[f"{RW}.004"]])
    with pytest.raises(ValidationError, match="sudah diakhiri"):
        territory_change.end(rudi.territory, by=budi, on=today(), successors=[places[f"{RW}.004"]])


def test_it_does_not_end_before_it_began(budi, rudi):
    with pytest.raises(ValidationError, match="baru berlaku"):
        territory_change.end(rudi.territory, by=budi, on=date(2019, 1, 1), successors=[])


# ---- the pages


def test_a_kelurahan_goes_straight_to_its_own_tree(client, budi, places):
    client.force_login(budi.user)
    detail = f"{LIST}{places[KELURAHAN].pk}/"
    assert client.get(LIST).url == detail
    page = client.get(detail).content.decode()
    assert "RT 003 / RW 002" in page and "Opas" not in page


def test_the_administrator_sees_all_kelurahan(client, adi):
    client.force_login(adi.user)
    page = client.get(LIST).content.decode()
    assert "Tua Tunu Indah" in page and "Opas Indah" in page


def test_making_an_rt_on_the_page(client, budi, places):
    client.force_login(budi.user)
    url = f"{LIST}{places[RW].pk}/tambah/"
    assert client.get(url).status_code == 200
    again = {"number": "9", "on": today()}
    assert client.post(url, again).url == f"{LIST}{places[KELURAHAN].pk}/"
    assert "RT 009 sudah ada di RW 002" in client.post(url, again).content.decode()
    assert Territory.objects.filter(code=f"{RW}.009").count() == 1


@pytest.mark.parametrize("number", ["", "0", "000", "1234", "3a", "-1"])
def test_a_number_is_one_to_three_digits(client, budi, places, number):
    client.force_login(budi.user)
    response = client.post(f"{LIST}{places[RW].pk}/tambah/", {"number": number, "on": today()})
    assert response.context["form"].errors["number"]


def test_ending_an_rt_on_the_page_needs_a_successor(client, budi, rudi, places):
    client.force_login(budi.user)
    url = f"{LIST}{rudi.territory.pk}/akhiri/"
    assert client.post(url, {"on": today()}).context["form"].errors["successors"]
    assert client.post(url, {"on": today(), "successors": [places[f"{RW}.004"].pk]}).status_code == 302


def test_a_successor_lies_in_the_same_kelurahan(client, budi, rudi, places):
    client.force_login(budi.user)
    outside = places["19.71.02.1001.001.001"].pk
    response = client.post(f"{LIST}{rudi.territory.pk}/akhiri/", {"on": today(), "successors": [outside]})
    assert response.context["form"].errors["successors"]


@pytest.mark.parametrize("path", ["", "tambah/"])
def test_the_pages_hide_other_territories(client, citra, places, path):
    client.force_login(citra.user)
    assert client.get(f"{LIST}{places[KELURAHAN].pk}/{path}").status_code == 404


def test_ending_hides_other_territories(client, citra, rudi):
    client.force_login(citra.user)
    assert client.post(f"{LIST}{rudi.territory.pk}/akhiri/").status_code == 404


@pytest.mark.parametrize("who", ["rudi", "wati", "kiki", "ana", "karim"])
def test_the_pages_require_permission(client, request, places, who):
    client.force_login(request.getfixturevalue(who).user)
    for path in ("", f"{places[KELURAHAN].pk}/", f"{places[RW].pk}/tambah/", f"{places[RW].pk}/akhiri/"):
        assert client.get(f"{LIST}{path}").status_code == 403


def test_the_pages_require_sign_in(client, db):
    assert client.get(LIST).url == f"/masuk/?next={LIST}"


def test_the_tree_takes_few_queries(client, budi, places, django_assert_max_num_queries):
    client.force_login(budi.user)
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(f"{LIST}{places[KELURAHAN].pk}/")
