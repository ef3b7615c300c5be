import socket

import pytest

from dev import environment, run


def test_the_banner_tells_address_and_accounts():
    text = run.banner(8123, demo=True)
    assert "http://127.0.0.1:8123/" in text
    assert run.PASSWORD in text
    assert "ketua.rt" in text and "disnaker" in text


def test_without_demo_the_banner_names_no_account():
    assert run.PASSWORD not in run.banner(8123, demo=False)


def test_a_taken_port_is_one_sentence(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(SystemExit, match="is taken; try: make run PORT="):
            run.wanted_port()


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="is no port number"):
        run.wanted_port()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "http://127.0.0.1:8123"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8123"),
        ("https://x.id", "https://x.id"),
    ],
)
def test_links_carry_the_port(monkeypatch, tmp_path, before, after):
    monkeypatch.setattr(environment, "FILE", tmp_path / ".env")
    monkeypatch.setenv("SITE_URL", before)
    run.use_port_in_links(8123)
    assert environment.given("SITE_URL") == after
