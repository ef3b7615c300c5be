"""An office is called by one record wherever its name stands."""

import pytest
from django.db import DatabaseError

from education import edition, findable, office_names, printed, sharing
from education.models import ArticlePage, Fact
from lib.clock import today

NEW = "Dinas Tenaga Kerja dan Pelindungan Warga"


@pytest.fixture
def renamed(home):
    Fact.objects.filter(code=office_names.DINAS).update(value=NEW)
    edition.renew()
    yield
    edition.renew()


def test_one_change_renames_every_page_paper_and_the_data_for_machines(client, renamed):
    page = client.get("/edukasi/").text
    assert page.count(NEW) >= 2 and "Dinas Tenaga Kerja Kota Pangkalpinang" not in page
    assert findable.service()["provider"]["name"] == NEW and printed.office() == NEW


def test_another_name_is_another_paper(home):
    made = sharing.sheet(ArticlePage.objects.get(slug="biaya"), today())
    before = made.digest
    Fact.objects.filter(code=office_names.DINAS).update(value=NEW)
    edition.renew()
    assert made.digest != before
    edition.renew()


def test_a_name_stands_even_while_nobody_vouches_for_it(renamed):
    Fact.objects.filter(code=office_names.DINAS).update(is_certain=False)
    assert office_names.name(office_names.DINAS) == NEW


def test_what_an_editor_renames_stands_in_the_emergency_page_at_once(
    client, rena, home, emergency_file, django_capture_on_commit_callbacks
):
    office_names.name(office_names.DINAS)
    fact = Fact.objects.get(code=office_names.DINAS)
    client.force_login(rena.user)
    names = ("code", "label", "kind", "source", "checked_by")
    form = {name: getattr(fact, name) for name in names} | {
        "value": NEW,
        "checked_on": "2026-11-24",
        "is_certain": "on",
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/cms/snippets/education/fact/edit/{fact.pk}/", form).status_code == 302
    assert NEW in emergency_file.read_text()


def test_without_a_database_the_name_is_the_one_the_portal_starts_with(monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    office_names.forget()
    monkeypatch.setattr(Fact.objects, "filter", broken)
    monkeypatch.setattr(edition, "current", lambda: None)
    assert office_names.name(office_names.BP3MI) == "BP3MI Sumatera Selatan"


def test_it_is_asked_once_per_edition(home, django_assert_num_queries):
    edition.renew()
    office_names.name(office_names.DINAS)
    with django_assert_num_queries(0):
        office_names.name(office_names.BP3MI)
