import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from pangkalpinang_pmi import tasks, views


def test_alive_needs_no_database(client):
    """No database fixture: any query would fail this test."""
    assert client.get("/sehat/").content == b"ok"


def test_ready_says_what_works(client, db):
    cache.delete(tasks.BEAT_SEEN)
    response = client.get("/siap/")
    assert (response.status_code, response.json()) == (200, {"database": True, "migrations": True, "beat": False})


def test_a_heartbeat_is_seen(client, db):
    tasks.heartbeat()
    assert client.get("/siap/").json()["beat"] is True


def test_not_ready_without_a_database(client, db, monkeypatch):
    def refuse():
        raise OperationalError("down")

    with monkeypatch.context() as without:
        without.setattr(connection, "ensure_connection", refuse)
        response = client.get("/siap/")
    assert (response.status_code, response.json()["database"]) == (503, False)


def test_not_ready_before_the_migrations(client, db, monkeypatch):
    monkeypatch.setattr(views, "has_pending_migrations", lambda: True)
    assert client.get("/siap/").status_code == 503


# Django reads a charset it does not know as UTF-8: then the form merely comes back with its errors.
@pytest.mark.parametrize(("charset", "status"), [("utf-7", 400), ("none-such", 200)])
def test_an_odd_charset_is_no_crash(client, db, charset, status):
    response = client.generic(
        "POST", "/masuk/", b"a=1", content_type=f"application/x-www-form-urlencoded; charset={charset}"
    )
    assert response.status_code == status
