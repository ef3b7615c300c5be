"""Two preparations of one checkout never run at once."""

import fcntl

import pytest

from dev import prepare


@pytest.fixture
def lock(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "LOCK", tmp_path / ".local/prepare.lock")
    return prepare.LOCK


def is_free(lock):
    with open(lock, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_nobody_else_prepares_meanwhile(lock):
    with prepare.only_one():
        assert not is_free(lock)
    assert is_free(lock)


def test_a_preparation_that_fails_lets_the_next_one_go(lock):
    with pytest.raises(SystemExit), prepare.only_one():
        raise SystemExit("The database could not be migrated")
    assert is_free(lock)


def test_who_waits_is_told(lock, capsys, monkeypatch):
    calls = []

    def flock(file, how):
        calls.append(how)
        if how & fcntl.LOCK_NB:
            raise BlockingIOError

    monkeypatch.setattr(prepare.fcntl, "flock", flock)
    with prepare.only_one():
        assert calls == [fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_EX]
    assert "waiting" in capsys.readouterr().out
