"""The door: who comes in, what is said to whoever does not, and that guessing leads nowhere."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from accounts.models import AccessLog
from accounts.tests.conftest import PASSWORD
from pangkalpinang_pmi import settings

URL = "/masuk/"
WRONG = "Nama pengguna atau kata sandi salah."
LIMITED = "Terlalu banyak percobaan masuk. Tunggu 5 menit, lalu coba lagi."


def guess(client, username, password="tebakan-yang-salah"):
    return client.post(URL, {"login": username, "password": password})


def without_token(page):
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', "", page.content.decode())


def is_inside(client):
    return "_auth_user_id" in client.session


def test_the_right_password_leads_to_my_day(client, rudi, sign_in):
    response = sign_in(rudi)
    assert (response.status_code, response.url) == (302, "/beranda/")
    assert is_inside(client)
    assert AccessLog.objects.get(action=AccessLog.Action.SIGN_IN).subject == f"accounts.user:{rudi.user_id}"


def test_a_telephone_may_begin_the_name_with_a_capital(client, rudi, sign_in):
    rudi.user.set_password(PASSWORD)
    rudi.user.save()
    guess(client, "Rudi ", PASSWORD)
    assert is_inside(client)


def test_the_password_is_stretched_with_argon2():
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_known_and_unknown_names_get_the_same_answer(client, rudi, sign_in):
    known, unknown = sign_in(rudi, "tebakan-yang-salah"), guess(client, "tidak.ada")
    answers = [without_token(known).replace("rudi", ""), without_token(unknown).replace("tidak.ada", "")]
    assert known.status_code == unknown.status_code == 200
    assert answers[0] == answers[1]
    assert WRONG in answers[0]


def test_a_frozen_account_says_so_only_to_whoever_knows_the_password(client, rudi, sign_in):
    rudi.user.is_active = False
    assert WRONG in sign_in(rudi, "tebakan-yang-salah").content.decode()
    response = sign_in(rudi)
    assert not is_inside(client)
    assert "Akun ini sedang tidak aktif" in client.get(response.url).content.decode()


def test_the_26th_guess_is_refused_even_if_right(client, rudi, sign_in):
    for _ in range(25):
        sign_in(rudi, "tebakan-yang-salah")
    response = sign_in(rudi)
    assert LIMITED in response.content.decode()
    assert not is_inside(client)


def test_unknown_names_are_limited_alike(client, db):
    for _ in range(6):
        response = guess(client, "tidak.ada")
    assert LIMITED in response.content.decode()


def test_a_flood_from_one_address_gets_a_clear_page(client, db):
    for number in range(31):
        response = guess(client, f"nama{number}")
    assert response.status_code == 429
    assert "Terlalu banyak percobaan" in response.content.decode()


@pytest.mark.parametrize("address", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", "/\\jahat"])
def test_nobody_is_sent_to_a_foreign_address(client, rudi, sign_in, address):
    sign_in(rudi)
    client.logout()
    response = client.post(URL, {"login": "rudi", "password": PASSWORD, "next": address})
    assert response.url == "/beranda/"


def test_it_leads_back_to_the_page_that_was_asked_for(client, rudi, sign_in):
    response = client.get("/beranda/?q=a")
    assert response.url == "/masuk/?next=/beranda/%3Fq%3Da"
    rudi.user.set_password(PASSWORD)
    rudi.user.save()
    assert client.post(response.url, {"login": "rudi", "password": PASSWORD}).url == "/beranda/?q=a"


def test_a_part_of_a_page_reloads_the_page_when_the_session_is_over(client, db):
    response = client.get("/beranda/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Refresh"]) == (204, "true")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_set_password"])
def test_what_we_do_not_use_does_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path", ["/akun/", "/akun/signup/", "/akun/email/", "/akun/password/reset/", "/akun/3rdparty/"]
)
def test_nor_does_its_address(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/"])
def test_the_admin_has_no_door_of_its_own(client, db, path):
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1][0].startswith("/masuk/?next=")


def test_the_door_is_a_plain_indonesian_page(client, db):
    page = client.get(URL).content.decode()
    assert '<html lang="id">' in page
    assert "Kode aktivasi".lower() in page.lower()
    assert "Sign In" not in page
