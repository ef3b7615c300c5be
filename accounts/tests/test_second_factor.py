"""Offices that see beyond a neighbourhood sign in with a second factor, and nobody walks around it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from accounts.tests.conftest import PASSWORD
from accounts.tests.factories import TOTP_SECRET

SET_UP = "/akun/keamanan/aplikasi/"
CODE = "/akun/masuk/kode/"
OFFICIALS = ["budi", "kiki", "ana", "dewi", "dina", "eko", "wawan", "rena", "putri", "adi"]


def totp(secret=TOTP_SECRET, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def is_inside(client):
    return client.get("/akun/sesi/").status_code == 200


@pytest.mark.parametrize("who", OFFICIALS)
def test_officials_without_one_get_no_further(client, request, who):
    actor = request.getfixturevalue(who)
    actor.user.authenticator_set.all().delete()
    client.force_login(actor.user)
    for path in ("/beranda/", "/pengaturan/akun/", "/admin/"):
        assert client.get(path).url.startswith(SET_UP)
    assert client.post("/pengaturan/akun/baru/").url == SET_UP


@pytest.mark.parametrize("who", ["rudi", "wati", "karim"])
def test_the_neighbourhood_needs_none(client, request, who):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get("/pengaturan/akun/").status_code == 403


def test_demo_accounts_need_none(client, budi, settings):
    settings.DEMO = True
    budi.user.authenticator_set.all().delete()
    client.force_login(budi.user)
    assert client.get("/pengaturan/akun/").status_code == 200


def test_public_pages_stay_open(client, budi):
    budi.user.authenticator_set.all().delete()
    client.force_login(budi.user)
    assert client.get("/siap/").status_code in (200, 503)


def test_setting_it_up(client, budi, sign_in, django_capture_on_commit_callbacks):
    budi.user.authenticator_set.all().delete()
    sign_in(budi)
    assert client.get(SET_UP).url.startswith("/akun/konfirmasi/")
    client.post("/akun/konfirmasi/", {"password": PASSWORD})
    page = client.get(SET_UP)
    assert "data:image/svg+xml;base64," in page.content.decode()
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(SET_UP, {"code": totp(secret)})
    assert response.url == "/akun/keamanan/cadangan/"
    assert len(client.get(response.url).context["unused_codes"]) == 10
    assert client.get("/pengaturan/akun/").status_code == 200


def test_setting_it_up_ends_sessions_opened_by_the_password_alone(client, budi, sign_in):
    budi.user.authenticator_set.all().delete()
    thief = type(client)()
    sign_in(budi)
    thief.post("/masuk/", {"login": "budi", "password": PASSWORD})
    assert is_inside(thief)
    client.post("/akun/konfirmasi/", {"password": PASSWORD})
    client.post(SET_UP, {"code": totp(client.get(SET_UP).context["form"].secret)})
    assert is_inside(client)
    assert not is_inside(thief)


def test_the_password_alone_opens_nothing(client, budi, sign_in):
    assert sign_in(budi).url == CODE
    assert client.get("/beranda/").url == "/masuk/?next=/beranda/"
    client.post(CODE, {"code": "000000"})
    assert not is_inside(client)


def test_password_and_code_open_the_door(client, budi, sign_in):
    sign_in(budi)
    assert client.post(CODE, {"code": totp()}).url == "/beranda/"
    assert is_inside(client)


def test_a_code_works_once(client, budi, sign_in):
    sign_in(budi)
    code = totp()
    client.post(CODE, {"code": code})
    other = type(client)()
    other.post("/masuk/", {"login": "budi", "password": PASSWORD})
    other.post(CODE, {"code": code})
    assert not is_inside(other)


def test_a_recovery_code_works_once(client, budi, sign_in):
    RecoveryCodes.activate(budi.user)
    spare = Authenticator.objects.get(user=budi.user, type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(budi)
    client.post(CODE, {"code": spare})
    assert is_inside(client)
    other = type(client)()
    other.post("/masuk/", {"login": "budi", "password": PASSWORD})
    other.post(CODE, {"code": spare})
    assert not is_inside(other)


def test_guessing_codes_is_limited(client, budi, sign_in):
    sign_in(budi)
    for _ in range(6):
        response = client.post(CODE, {"code": "000000"})
    assert "Terlalu banyak percobaan" in response.content.decode()


def test_one_may_turn_back_at_the_code(client, budi, sign_in):
    sign_in(budi)
    client.post("/keluar/")
    assert client.get(CODE).url == "/masuk/"


def test_secrets_are_not_readable_in_the_database(budi):
    RecoveryCodes.activate(budi.user)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert TOTP_SECRET not in stored
    assert "'1." in stored  # a key id, then the ciphertext


@pytest.mark.parametrize("path", [SET_UP, f"{SET_UP}hapus/", "/akun/keamanan/cadangan/baru/"])
def test_changing_it_asks_for_the_password_again(client, budi, path):
    client.force_login(budi.user)
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1][0].startswith("/akun/konfirmasi/")
    assert "Pastikan ini Anda" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/akun/keamanan/", "/akun/sesi/", "/akun/kata-sandi/", "/akun/konfirmasi/", "/akun/konfirmasi/kode/"]
)
def test_the_pages_speak_indonesian(client, budi, path):
    budi.user.set_password(PASSWORD)
    budi.user.save()
    client.force_login(budi.user)
    page = client.get(path).content.decode()
    assert '<html lang="id">' in page
    assert not [word for word in ("Password", "Two-Factor", "Confirm", "Sessions") if word in page]
