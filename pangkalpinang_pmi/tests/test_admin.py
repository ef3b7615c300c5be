"""Django's admin: one role, reference data, and nothing to be written behind the portal's back."""

import pytest

from accounts import access
from accounts.models import Agency
from pangkalpinang_pmi.admin import site

PAGES = ["", "accounts/territory/", "accounts/office/", "accounts/agency/", "accounts/accesslog/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_administrator_looks_at_it(client, adi, rudi, bp3mi, page):
    access.log_view(rudi, bp3mi)
    client.force_login(adi.user)
    assert client.get(f"/admin/{page}").status_code == 200


@pytest.mark.parametrize("who", ["rudi", "budi", "ana", "dewi", "eko", "rena", "wawan"])
def test_nobody_else_gets_in(client, request, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get("/admin/accounts/accesslog/", follow=True).status_code == 403


def test_it_has_no_door_of_its_own(client, db):
    assert client.get("/admin/login/?next=/admin/").url == "/masuk/?next=%2Fadmin%2F"


def test_its_door_lets_the_administrator_through(client, adi):
    client.force_login(adi.user)
    assert client.get("/admin/login/").url == "/admin/"
    assert client.get("/admin/password_change/").url == "/akun/kata-sandi/"


@pytest.mark.parametrize("model", ["territory", "office", "accesslog"])
def test_what_is_for_inspection_cannot_be_written(client, adi, model):
    client.force_login(adi.user)
    assert client.get(f"/admin/accounts/{model}/add/").status_code == 403


def test_agencies_are_edited_and_never_deleted(client, adi, bp3mi):
    client.force_login(adi.user)
    form = {"name": bp3mi.name, "kind": bp3mi.kind, "email": "surat@example.test", "phone": "", "source": ""}
    assert client.post(f"/admin/accounts/agency/{bp3mi.pk}/change/", form).status_code == 302
    assert Agency.objects.get().email == "surat@example.test"
    assert client.post(f"/admin/accounts/agency/{bp3mi.pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_holds_reference_data_only():
    names = {model._meta.label for model in site._registry}
    assert names == {"accounts.Territory", "accounts.Office", "accounts.Agency", "accounts.AccessLog"}


def test_only_names_of_places_and_institutions_are_searched():
    """It searches by GET, so nothing that belongs to a person may be worth typing there."""
    searched = {model._meta.label: set(admin.search_fields) for model, admin in site._registry.items()}
    assert {label: fields for label, fields in searched.items() if fields} == {
        "accounts.Territory": {"code", "name"},
        "accounts.Office": {"name"},
        "accounts.Agency": {"name"},
    }


def test_typed_words_find_no_reader_in_the_trail(client, adi, rudi, bp3mi):
    access.log_view(rudi, bp3mi)
    client.force_login(adi.user)
    assert b'name="q"' not in client.get("/admin/accounts/accesslog/").content
