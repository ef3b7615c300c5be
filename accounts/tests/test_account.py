"""Accounts are made, frozen and repaired by the office that is responsible for them."""

import uuid

import pytest

from accounts import account
from accounts.models import Assignment, Office, User
from accounts.tests.factories import give_office, give_second_factor
from lib.clock import today

LIST, NEW = "/pengaturan/akun/", "/pengaturan/akun/baru/"


def form(**fields):
    return {
        "client_uuid": uuid.uuid4(),
        "first_name": "Hadi Contoh",
        "role": "RT",
        "sk_number": "SK 7/2026",
        "starts_on": today(),
    } | fields


def names(client, actor, **query):
    client.force_login(actor.user)
    return {user.username for user in client.post(LIST, query, follow=True).context["page"]}


# ---- the list


def test_a_kelurahan_manages_the_neighbourhood_heads_inside_it(client, budi, citra, rudi, toni, wati, karim, ana):
    assert names(client, budi) == {"rudi", "toni", "wati", "karim"}
    assert names(client, citra) == set()


def test_the_administrator_manages_all_but_the_machine(client, adi, rudi, ana, eko):
    assert {"rudi", "ana", "eko", "adi"} <= names(client, adi)


def test_it_finds_by_name_and_by_office(client, budi, rudi, toni, wati):
    assert names(client, budi, q="RUDI") == {"rudi"}
    assert names(client, budi, q="ketua rw") == {"wati"}
    assert names(client, budi, q="nobody\0") == set()


def test_the_list_takes_few_queries(client, budi, rudi, toni, wati, karim, django_assert_max_num_queries):
    client.force_login(budi.user)
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_one_account_takes_few_queries(client, budi, rudi, django_assert_max_num_queries):
    client.force_login(budi.user)
    client.get(LIST)  # the first page of a session writes when it began
    with django_assert_max_num_queries(12):
        assert client.get(f"{LIST}{rudi.user_id}/").status_code == 200


@pytest.mark.parametrize("who", ["rudi", "wati", "karim", "kiki", "ana", "dewi", "dina", "eko", "wawan", "rena"])
@pytest.mark.parametrize("path", [LIST, NEW])
def test_it_requires_permission(client, request, who, path):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", [LIST, NEW, f"{LIST}1/", f"{LIST}1/kode/", f"{LIST}1/jabatan/"])
def test_it_requires_sign_in(client, db, path):
    assert client.get(path).url == f"/masuk/?next={path}"


@pytest.mark.parametrize("path", ["", "kode/", "jabatan/"])
def test_it_hides_other_territories(client, citra, rudi, path):
    client.force_login(citra.user)
    assert client.get(f"{LIST}{rudi.user_id}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["bekukan/", "buka/"])
def test_deeds_reject_get_and_hide_other_territories(client, citra, rudi, path):
    client.force_login(citra.user)
    assert client.get(f"{LIST}{rudi.user_id}/{path}").status_code == 405
    assert client.post(f"{LIST}{rudi.user_id}/{path}").status_code == 404


# ---- a new account


def test_a_kelurahan_makes_an_account_with_its_office(client, budi, places):
    client.force_login(budi.user)
    place = places["19.71.05.1005.002.003"]
    response = client.post(NEW, form(territory=place.pk, ends_on="2029-12-31"))
    made = Assignment.objects.get(user__username="hadi.contoh")
    assert response.url == f"{LIST}{made.user_id}/"
    assert made.title == "Ketua RT 003 / RW 002 Tua Tunu Indah"
    assert (made.sk_number, made.ends_on.year) == ("SK 7/2026", 2029)
    assert not made.user.has_usable_password()


def test_the_same_form_twice_makes_one_account(client, budi, places):
    client.force_login(budi.user)
    same = form(territory=places["19.71.05.1005.002.003"].pk)
    assert client.post(NEW, same).url == client.post(NEW, same).url
    assert User.objects.filter(username__startswith="hadi").count() == 1


def test_a_taken_office_is_refused_and_nothing_typed_is_lost(client, budi, rudi):
    client.force_login(budi.user)
    page = client.post(NEW, form(territory=rudi.territory.pk)).content.decode()
    assert "masih dipegang" in page and "Hadi Contoh" in page
    assert not User.objects.filter(username__startswith="hadi").exists()


def test_a_taken_name_is_refused_at_its_field(client, budi, rudi, places):
    client.force_login(budi.user)
    response = client.post(NEW, form(territory=places["19.71.05.1005.002.004"].pk, username="RUDI"))
    assert response.context["form"].errors["username"]


def test_a_kelurahan_cannot_make_officials_or_reach_outside(client, budi, places):
    client.force_login(budi.user)
    outside = places["19.71.02.1001.001.001"].pk
    assert client.post(NEW, form(territory=outside)).context["form"].errors["territory"]
    for role in ("KELURAHAN", "DISNAKER", "ADMIN", "SISTEM"):
        answer = client.post(NEW, form(role=role, territory=places["19.71.05.1005.002"].pk))
        assert answer.context["form"].errors["role"]


def test_role_and_place_must_fit(client, budi, places):
    client.force_login(budi.user)
    response = client.post(NEW, form(role="RT", territory=places["19.71.05.1005.002"].pk))
    assert response.context["form"].errors["territory"] == ["Pilih RT untuk jabatan Ketua RT."]


@pytest.mark.parametrize("role", ["DISNAKER", "REDAKSI", "ADMIN"])
def test_the_administrator_makes_officials_without_choosing_a_place(client, adi, role):
    client.force_login(adi.user)
    assert client.post(NEW, form(role=role)).status_code == 302
    assert Assignment.objects.get(user__username="hadi.contoh").role == role


def test_a_liaison_belongs_to_an_agency(client, adi, bp3mi):
    client.force_login(adi.user)
    assert client.post(NEW, form(role="BP3MI")).context["form"].errors["agency"]
    assert client.post(NEW, form(role="BP3MI", agency=bp3mi.pk)).status_code == 302


def test_extra_fields_are_ignored(client, budi, places):
    client.force_login(budi.user)
    extra = {"is_superuser": "1", "is_staff": "1", "password": "x", "office": "1"}
    client.post(NEW, form(territory=places["19.71.05.1005.002.003"].pk, **extra))
    user = User.objects.get(username="hadi.contoh")
    assert not (user.is_superuser or user.is_staff or user.has_usable_password())


@pytest.mark.parametrize(
    ("name", "username"), [("Rudi Hartono", "rudi.hartono"), ("Nur'aini", "nur.aini"), ("李", "petugas")]
)
def test_it_suggests_a_name_to_sign_in_with(db, name, username):
    assert account.suggest_username(name) == username
    User.objects.create_user(username)
    assert account.suggest_username(name) == f"{username}2"


def test_another_office_for_somebody_known(client, budi, karim, places):
    client.force_login(budi.user)
    term = form(role="RT", territory=places["19.71.05.1005.002.003"].pk)
    assert client.post(f"{LIST}{karim.user_id}/jabatan/", term).status_code == 302
    assert karim.user.assignments.count() == 2
    again = client.post(f"{LIST}{karim.user_id}/jabatan/", term)
    assert "pada masa yang sama" in again.content.decode()


# ---- freezing


def test_freezing_ends_the_sessions_and_keeps_the_offices(client, budi, rudi, sign_in):
    sign_in(rudi)
    officer = type(client)()
    officer.force_login(budi.user)
    assert officer.post(f"{LIST}{rudi.user_id}/bekukan/").status_code == 302
    assert client.get("/akun/sesi/").status_code == 302
    assert Office.objects.filter(assignments=rudi).exists()
    officer.post(f"{LIST}{rudi.user_id}/buka/")
    rudi.user.refresh_from_db()
    assert rudi.user.is_active


def test_nobody_freezes_himself_or_an_official_of_others(client, budi, adi, rudi, ana):
    client.force_login(adi.user)
    assert client.post(f"{LIST}{adi.user_id}/bekukan/").status_code == 403
    give_office(rudi.user, ana.office)
    client.force_login(budi.user)
    assert client.post(f"{LIST}{rudi.user_id}/bekukan/").status_code == 403


# ---- the second factor of somebody who lost his telephone


IDENTITY = {"identity_check": "KTP", "is_checked": "on"}


def test_only_the_administrator_takes_a_second_factor_away(client, budi, rudi):
    give_second_factor(rudi.user)
    client.force_login(budi.user)
    assert client.post(f"{LIST}{rudi.user_id}/kode-aplikasi/", IDENTITY).status_code == 403
    assert rudi.user.authenticator_set.exists()


def test_the_owner_is_told(client, adi, ana, mailoutbox, django_capture_on_commit_callbacks):
    client.force_login(adi.user)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{LIST}{ana.user_id}/kode-aplikasi/", IDENTITY | {"client_uuid": uuid.uuid4()})
    assert response.status_code == 302
    assert not ana.user.authenticator_set.exists()
    assert [mail.to for mail in mailoutbox] == [["ana@example.test"]]
    assert "Ana" not in mailoutbox[0].body


def test_without_a_second_factor_there_is_nothing_to_take(client, adi, rudi):
    client.force_login(adi.user)
    response = client.post(f"{LIST}{rudi.user_id}/kode-aplikasi/", IDENTITY | {"client_uuid": uuid.uuid4()})
    assert "tidak memakai kode dari aplikasi" in response.content.decode()
