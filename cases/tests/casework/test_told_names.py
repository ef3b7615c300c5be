"""Somebody rings about a resident whom nobody has registered: his name is not lost on the way into the case."""

import pytest
from django.urls import reverse

from cases.models import Case, Report
from cases.tests.casework.test_open_case import OPEN_URL, intake_form
from cases.tests.factories import make_case, make_person

pytestmark = pytest.mark.django_db
LIST_URL = reverse("cases:list")


@pytest.fixture
def rung(client, ana):
    """Ana took the call about Bayu and opened the case."""
    client.force_login(ana.user)
    client.post(OPEN_URL, intake_form())
    return Case.objects.get()


def searched(client, text):
    return client.post(LIST_URL, {"q": text}, follow=True).content.decode()


def test_the_case_and_the_list_say_whom_the_caller_named(client, rung, few_queries):
    client.get(LIST_URL)
    with few_queries():
        assert "Bayu Contoh" in client.get(LIST_URL).content.decode()
    with few_queries():
        page = client.get(rung.get_absolute_url()).content.decode()
    assert page.count("Bayu Contoh") > 1 and "Cari di data warga" in page and "Belum ada orang" not in page


@pytest.mark.parametrize("typed", ["bayu", "Contoh Bayu", "BAJU CONTOH"])
def test_he_is_found_by_that_name(client, rung, typed):
    assert rung.number in searched(client, typed)
    assert rung.number not in searched(client, "Rendra")


def test_one_press_looks_for_him_in_the_register_and_the_next_puts_him_in(client, rung, rudi):
    bayu = make_person(rudi, rudi.territory, name="Bayu Contoh")
    address = reverse("cases:add_person", args=[rung.number])
    assert bayu.number in client.post(address, {"q": "Bayu Contoh", "cari": "1"}).content.decode()
    client.post(address, {"warga": [bayu.pk]})
    assert "Cari di data warga" not in client.get(rung.get_absolute_url()).content.decode()
    assert rung.number in searched(client, "bayu")


def test_an_officers_finding_keeps_the_name_though_nobody_told_him(client, ana):
    client.force_login(ana.user)
    nobody = {"reporter_name": "", "reporter_relation": "", "reporter_phone": ""}
    answer = client.post(OPEN_URL, intake_form(channel="DAFTAR", source="MEDIA_SOSIAL", **nobody), follow=True)
    assert "Bayu Contoh" in answer.content.decode() and "Temuan petugas, atau daftar" in answer.content.decode()
    assert Report.objects.get().receipt_hash is None


def test_who_may_not_read_what_families_told_does_not_find_by_it(client, rung, ana, siti, dina, eko):
    make_case(ana, [siti])
    for actor in (dina, eko):
        client.force_login(actor.user)
        assert rung.number not in searched(client, "bayu")
