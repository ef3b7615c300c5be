"""An officer finds an RT among some thousand in the words in which people say it."""

import pytest

from accounts import territory_search
from accounts.models import Territory
from accounts.tests.factories import KELURAHAN, OTHER_KELURAHAN
from lib.clock import today

LIST = "/pengaturan/wilayah/"
RW = f"{KELURAHAN}.002"


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.DEMO = True


def found(actor, text):
    places = Territory.objects.visible_to(actor).unended(today())
    return [place.code for _, place in territory_search.find(places, text)]


@pytest.mark.parametrize(
    "text, codes",
    [
        ("RT 3 RW 2 Tua Tunu", [f"{RW}.003"]),
        ("rt003/rw02 kel. tua tunu indah", [f"{RW}.003"]),
        ("RT. 04", [f"{RW}.004"]),
        ("rw 2", [RW]),
        ("opas", [OTHER_KELURAHAN]),
        ("Gerunggang", [KELURAHAN]),
        ("RT 3 Gerunggang", [f"{RW}.003"]),
        ("RT 3 Opas", []),
        ("RT 77", []),
        ("Antah Berantah", []),
        ("rt", []),
        ("12345", []),
        ("((RT 3", [f"{RW}.003"]),
    ],
)
def test_words_find_places(adi, places, text, codes):
    assert found(adi, text) == codes


def test_only_what_one_may_see_is_found(citra, places):
    assert found(citra, "RT 3") == []


def test_the_list_stands_by_kecamatan_in_few_questions(client, adi, places, django_assert_max_num_queries):
    client.force_login(adi.user)
    with django_assert_max_num_queries(12):
        page = client.get(LIST).content.decode()
    assert page.index("Kecamatan Gerunggang") < page.index("Tua Tunu Indah")
    assert page.index("Opas Indah") < page.index("Kecamatan Gerunggang")


def test_what_was_found_leads_to_its_line_in_the_kelurahan(client, adi, places, django_assert_max_num_queries):
    client.force_login(adi.user)
    answer = client.post(LIST, {"q": "RT 3 RW 2 Tua Tunu"})
    assert "Tunu" not in answer.url
    with django_assert_max_num_queries(12):
        page = client.get(answer.url).content.decode()
    target = f"{LIST}{places[KELURAHAN].pk}/#{RW}.003"
    assert target in page and f'id="{RW}.003"' in client.get(target).content.decode()
    nothing = client.get(client.post(LIST, {"q": "RT 77"}).url).content.decode()
    assert "Tidak ada wilayah yang cocok" in nothing and "RT 77" in nothing
