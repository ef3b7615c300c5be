import signal
import socket
import subprocess
import sys

import pytest

from dev import environment, run
from dev.place import CHECKOUT
from dev.tests.test_processes import is_alive
from dev.waiting import until

SUPERVISOR = """
import sys
from dev import processes, run
sleeper = ["sh", "-c", "echo $$; exec sleep 60"]
run.commands = lambda port: {"web": sleeper, "worker": sleeper, "beat": ["sh", "-c", "%s"]}
run.answers = lambda port: True
with processes.stopped_by_signals():
    sys.exit(run.serve(1))
"""


def supervise(environment, beat="echo $$; exec sleep 60"):
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR % beat],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_outlives_the_supervisor(bare_environment, number):
    supervisor = supervise(bare_environment)
    numbers = filter(str.isdigit, map(str.strip, supervisor.stdout))  # the banner comes in between
    children = [int(next(numbers)) for _ in range(3)]
    supervisor.send_signal(number)
    supervisor.communicate()
    until(lambda: not any(map(is_alive, children)))


def test_one_program_that_ends_stops_the_others(bare_environment):
    supervisor = supervise(bare_environment, beat="exit 3")
    said, _ = supervisor.communicate(timeout=20)
    assert supervisor.returncode == 1
    assert "The beat ended by itself" in said


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
