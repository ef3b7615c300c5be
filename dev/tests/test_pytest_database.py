import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from wagtail.models import Page

from dev import pytest_database, tablespace, workers


def original():
    return connection.settings_dict["NAME"].rsplit("_", 2)[0]


@pytest.fixture
def checkout(monkeypatch, tmp_path):
    (tmp_path / "cases/migrations").mkdir(parents=True)
    (tmp_path / "cases/migrations/0001_initial.py").write_text("")
    (tmp_path / "pangkalpinang_pmi").mkdir()
    (tmp_path / "requirements.txt").write_text("wagtail==7.4.4")
    monkeypatch.setattr(pytest_database, "CHECKOUT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "file",
    [
        "cases/migrations/0001_initial.py",
        "cases/migrations/0002_new.py",
        "requirements.txt",
        "pangkalpinang_pmi/settings.py",
    ],
)
def test_a_change_of_what_built_it_is_noticed(checkout, file):
    before = pytest_database.fingerprint()
    (checkout / file).write_text("changed")
    assert pytest_database.fingerprint() != before


def test_a_renamed_migration_is_noticed(checkout):
    before = pytest_database.fingerprint()
    (checkout / "cases/migrations/0001_initial.py").rename(checkout / "cases/migrations/0001_start.py")
    assert pytest_database.fingerprint() != before


def test_each_server_has_its_own_stamp(checkout, monkeypatch):
    before = pytest_database.stamp_file()
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/pmi")
    assert pytest_database.stamp_file() != before


@pytest.mark.django_db(transaction=True)
def test_what_a_test_committed_is_gone_in_a_new_copy():
    Group.objects.create(name="left behind")
    cache.set("left", "behind")
    pytest_database.begin_copy(original())
    assert not Group.objects.filter(name="left behind").exists()
    assert cache.get("left") is None
    assert Page.objects.filter(depth=1).exists(), "what the migrations wrote is there"


@pytest.mark.django_db(transaction=True)
def test_copies_go_when_the_run_ends(monkeypatch):
    monkeypatch.setattr(workers, "name", lambda: "probe")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{original()}_probe_1" TEMPLATE template0')
        pytest_database.drop_copies(original())
        cursor.execute("SELECT datname FROM pg_database")
        names = {name for (name,) in cursor.fetchall()}
    assert f"{original()}_probe_1" not in names
    assert connection.settings_dict["NAME"] in names, "the copies of other workers stay"


def test_a_database_is_filled_once_for_all_and_left_again(django_db_setup, django_db_blocker):
    own, calls = connection.settings_dict["NAME"], []

    def fill():
        calls.append(connection.settings_dict["NAME"])
        Group.objects.create(name="filled")

    with django_db_blocker.unblock():
        for _ in range(2):
            with pytest_database.filled("probe", fill):
                assert Group.objects.filter(name="filled").exists()
                Group.objects.all().delete()
        assert connection.settings_dict["NAME"] == own
        assert not Group.objects.filter(name="filled").exists()
    assert len(calls) <= 1, "another worker may have been first"


@pytest.mark.django_db(transaction=True)
def test_copies_lie_in_memory_where_there_is_any():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT spcname FROM pg_tablespace JOIN pg_database ON dattablespace = pg_tablespace.oid "
            "WHERE datname = current_database()"
        )
        lies_in = cursor.fetchone()[0]
    assert lies_in == (tablespace.NAME if tablespace.is_there() else "pg_default")


@pytest.mark.django_db(transaction=True)
def test_memory_that_holds_copies_is_not_given_back():
    before = tablespace.is_there()
    tablespace.give_back()
    assert tablespace.is_there() == before and tablespace.folder().exists() == before


@pytest.mark.parametrize("place", ["no_memory", "somebody_elses_server"])
def test_without_memory_of_our_own_copies_lie_on_the_disk(django_db_setup, django_db_blocker, monkeypatch, place):
    monkeypatch.setattr(tablespace, "NAME", "probe")
    if place == "no_memory":
        monkeypatch.setattr(tablespace, "ROOM", 1 << 60)
    else:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "host", "db.example.test")
    made = []
    monkeypatch.setattr(connection, "_nodb_cursor", lambda: made.append("asked"))
    with django_db_blocker.unblock():
        tablespace.make()
    assert made == []
