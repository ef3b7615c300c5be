from types import SimpleNamespace

import pytest

from dev import install


@pytest.fixture
def venv(monkeypatch, tmp_path):
    """A checkout where nothing is really installed: what would be run is written down instead."""
    ran = []
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==5.2.19\n")
    monkeypatch.setattr(install, "LOCKS", [lock])
    for name, place in {"DONE": "installed", "UNFINISHED": "installing", "FONT": "font", "VENV": ""}.items():
        monkeypatch.setattr(install, name, tmp_path / place)
    monkeypatch.setattr(install, "CHECKOUT", tmp_path)
    monkeypatch.setattr(install.processes, "run", lambda command, **_: ran.append(" ".join(map(str, command))) or 0)
    return SimpleNamespace(ran=ran, lock=lock, unfinished=tmp_path / "installing")


def steps(venv):
    words = {"venv": " -m venv", "pip": " -m pip install", "font": " -m dev.fonts"}
    found = [name for command in venv.ran for name, word in words.items() if word in command]
    venv.ran.clear()
    return found


def test_the_second_time_pip_is_not_asked(venv):
    install.main()
    assert steps(venv) == ["pip", "font"]
    install.FONT.touch()
    install.main()
    assert steps(venv) == []


def test_a_changed_lock_file_is_installed(venv):
    install.main()
    venv.lock.write_text("django==5.2.20\n")
    steps(venv)
    install.main()
    assert "pip" in steps(venv)


def test_what_a_killed_pip_left_is_made_anew(venv):
    venv.unfinished.touch()
    install.main()
    assert steps(venv) == ["venv", "pip", "font"]


def test_a_failed_pip_is_tried_again(venv, monkeypatch):
    monkeypatch.setattr(install.processes, "run", lambda command, **_: 1)
    with pytest.raises(SystemExit, match="could not install"):
        install.main()
    assert not install.DONE.exists()
    assert venv.unfinished.exists()


def test_every_package_is_locked_with_hashes(venv):
    install.main()
    assert "--require-hashes" in next(command for command in venv.ran if "pip install" in command)
