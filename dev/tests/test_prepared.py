import os

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from dev import environment, prepared


@pytest.fixture
def checkout(monkeypatch, tmp_path):
    """A checkout that was prepared a moment ago."""
    monkeypatch.setattr(prepared, "CHECKOUT", tmp_path)
    monkeypatch.setattr(prepared, "STAMP", tmp_path / ".local/run/prepared")
    monkeypatch.setattr(prepared, "database", lambda: (7, 7, True))
    monkeypatch.setattr(environment, "FILE", tmp_path / ".env")
    monkeypatch.delenv("MEDIA_ROOT", raising=False)
    for name in ("cases/rules.py", "templates/base.html", "staticfiles/staticfiles.json", "media/darurat.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("as it was")
    prepared.remember()
    return tmp_path


def test_nothing_is_done_twice(checkout):
    assert prepared.is_current()


def test_a_fresh_checkout_is_prepared(checkout):
    prepared.STAMP.unlink()
    assert not prepared.is_current()


@pytest.mark.parametrize("name", ["cases/migrations/0002_new.py", "templates/base.html", "requirements.txt", ".env"])
def test_a_changed_or_new_file_is_noticed(checkout, name):
    (checkout / name).parent.mkdir(exist_ok=True)
    (checkout / name).write_text("changed")
    assert not prepared.is_current()


@pytest.mark.parametrize("name", ["staticfiles/staticfiles.json", "media/darurat.html"])
def test_what_was_made_is_made_again_when_it_is_gone(checkout, name):
    (checkout / name).unlink()
    assert not prepared.is_current()


@pytest.mark.parametrize("state", [(6, 6, True), (7, 7, False), ("OperationalError",)])
def test_a_database_changed_by_hand_is_noticed(checkout, monkeypatch, state):
    monkeypatch.setattr(prepared, "database", lambda: state)
    assert not prepared.is_current()


def test_another_port_changes_the_links(checkout, monkeypatch):
    monkeypatch.setenv("SITE_URL", "http://127.0.0.1:8123")
    assert not prepared.is_current()


@pytest.mark.django_db
def test_it_knows_the_database(monkeypatch):
    name = connection.settings_dict["NAME"]
    monkeypatch.setenv("DATABASE_URL", make_conninfo(os.environ["DATABASE_URL"], dbname=name))
    count, last, has_accounts = prepared.database()
    assert count <= last
    assert has_accounts in (True, False)


def test_a_database_that_is_down_is_a_fact_too(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://pmi@/pmi?host=/nowhere")
    assert prepared.database() == ("OperationalError",)
