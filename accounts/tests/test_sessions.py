"""How long a session lives, and what ends it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.middleware import SESSION_LIMITS
from accounts.templatetags.account_tags import device

HOME = "/akun/sesi/"


@pytest.fixture
def later(monkeypatch):
    """Move the clock on from now."""
    start = timezone.now()

    def move(**span):
        moment = start + timedelta(**span)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    move()
    return move


def is_inside(client):
    return client.get(HOME).status_code == 200


def test_an_official_left_alone_for_half_an_hour_is_out(client, budi, later):
    client.force_login(budi.user)
    assert is_inside(client)
    later(minutes=29)
    assert is_inside(client)
    later(minutes=58)
    assert is_inside(client)
    later(minutes=89)
    assert not is_inside(client)


def test_an_official_is_out_after_eight_hours_of_work(client, budi, later):
    client.force_login(budi.user)
    for quarter in range(32):
        later(minutes=15 * quarter)
        assert is_inside(client)
    later(hours=8, minutes=1)
    assert not is_inside(client)


@pytest.mark.parametrize("who", ["rudi", "wati", "karim"])
def test_the_neighbourhood_may_pause_half_a_day(client, request, later, who):
    client.force_login(request.getfixturevalue(who).user)
    assert is_inside(client)
    later(hours=11)
    assert is_inside(client)
    later(hours=24)
    assert not is_inside(client)


def test_the_neighbourhood_signs_in_once_a_week(client, rudi, later):
    client.force_login(rudi.user)
    for half_day in range(15):
        later(hours=11 * half_day)
        assert is_inside(client)
    later(days=7, minutes=1)
    assert not is_inside(client)


def test_the_cookie_of_an_official_goes_with_the_browser(client, budi, rudi):
    client.force_login(budi.user)
    client.get(HOME)
    assert client.cookies["sesi"]["max-age"] == ""
    client.force_login(rudi.user)
    client.get(HOME)
    assert client.cookies["sesi"]["max-age"] == SESSION_LIMITS[False][1].total_seconds()


def test_who_is_timed_out_still_sees_public_pages(client, budi, later):
    client.force_login(budi.user)
    client.get(HOME)
    later(hours=1)
    assert client.get("/masuk/").status_code == 200
    assert client.get(HOME).url == f"/masuk/?next={HOME}"


def test_a_session_id_planted_before_sign_in_dies(client, rudi, sign_in):
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sesi"] = planted = session.session_key
    sign_in(rudi)
    assert client.cookies["sesi"].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_an_old_cookie_is_dead_after_sign_out(client, rudi, sign_in):
    sign_in(rudi)
    old = client.cookies["sesi"].value
    response = client.post("/keluar/")
    assert response.url == "/masuk/"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["sesi"] = old
    assert not is_inside(client)


def test_sign_out_rejects_get(client, rudi):
    client.force_login(rudi.user)
    assert client.get("/keluar/").status_code == 405
    assert is_inside(client)


def test_a_frozen_account_is_out_at_once(client, rudi):
    client.force_login(rudi.user)
    assert is_inside(client)
    rudi.user.is_active = False
    rudi.user.save()
    assert not is_inside(client)


def test_one_sees_and_ends_the_own_other_sessions(client, rudi, sign_in):
    sign_in(rudi)
    other = type(client)()
    other.post("/masuk/", {"login": "rudi", "password": "empat-kata-yang-aman"})
    assert client.get(HOME).context["session_count"] == 2
    assert client.post(HOME).status_code == 302
    assert is_inside(client)
    assert not is_inside(other)


def test_a_new_password_ends_the_other_sessions(client, rudi, sign_in):
    sign_in(rudi)
    other = type(client)()
    other.post("/masuk/", {"login": "rudi", "password": "empat-kata-yang-aman"})
    fresh = "lima-kata-yang-lebih-aman"
    form = {"oldpassword": "empat-kata-yang-aman", "password1": fresh, "password2": fresh}
    assert client.post("/akun/kata-sandi/", form).status_code == 302
    assert is_inside(client)
    assert not is_inside(other)


def test_personal_pages_are_kept_by_nobody(client, rudi):
    client.force_login(rudi.user)
    assert client.get(HOME).headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 13) Chrome/156.0 Mobile Safari/537.36", "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17 Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge di Windows"),
        ("", "Peramban lain"),
    ],
)
def test_a_device_is_named_as_its_owner_would(user_agent, words):
    assert device(user_agent) == words


def test_who_sends_a_form_after_the_end_is_told_and_led_back_to_its_page(client, db):
    door = client.post("/warga/1/kontak/", headers={"referer": "http://testserver/warga/1/?langkah=x"}).url
    assert door == "/masuk/?next=%2Fwarga%2F1%2F&terputus=1"
    assert "Isian Anda belum terkirim" in client.get(door).content.decode()


@pytest.mark.parametrize("elsewhere", ["", "https://example.com/warga/1/"])
def test_no_other_site_says_where_the_door_leads(client, db, elsewhere):
    door = client.post("/warga/1/kontak/", headers={"referer": elsewhere}).url
    assert door == "/masuk/?next=/warga/1/kontak/"
