import re
import signal
import subprocess
import sys

import pytest

from dev.place import CHECKOUT
from dev.tests.test_processes import is_alive
from dev.waiting import until

SUPERVISOR = """
import sys
from honcho import manager
from dev.supervisor import Supervisor
manager.KILL_WAIT = 0.5  # seconds
commands = {name: ["sh", "-c", script] for name, script in zip(("web", "worker", "beat"), sys.argv[1:])}
supervisor = Supervisor(commands, is_up=lambda: True, welcome="up")
supervisor.loop()
print("ended:", supervisor.ended_first)
"""
SLEEPER = "echo $$; exec sleep 60"
STUBBORN = "trap '' TERM; sleep 60 & echo $!; wait"


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")


class Run:
    """A supervisor of two sleepers and of what is asked for."""

    def __init__(self, environment, beat=SLEEPER):
        command = [sys.executable, "-c", SUPERVISOR, SLEEPER, SLEEPER, beat]
        self.process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True)

    def numbers(self):
        """The numbers that the three programs print."""
        found = filter(None, map(re.compile(r".*\| (\d+)$", re.DOTALL).match, map(str.rstrip, self.process.stdout)))
        return [int(next(found)[1]) for _ in range(3)]

    def end(self):
        said, _ = self.process.communicate(timeout=120)
        return said


@pytest.fixture
def supervise(bare_environment):
    started = []

    def start(*beat):
        started.append(Run(bare_environment, *beat))
        return started[-1]

    yield start
    for run in started:
        run.process.kill()
        run.end()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_in_order(supervise, number):
    run = supervise()
    programs = run.numbers()
    run.process.send_signal(number)
    assert run.end().endswith("ended: \n")
    assert run.process.returncode == 0
    until(lambda: not any(map(is_alive, programs)))


@on_linux
def test_nothing_outlives_a_supervisor_killed_hard(supervise):
    run = supervise()
    programs = run.numbers()
    run.process.kill()
    run.end()
    until(lambda: not any(map(is_alive, programs)))


def test_a_signal_before_all_have_started_is_not_lost(supervise):
    run = supervise()
    run.process.stdout.readline()
    run.process.terminate()
    assert run.end().endswith("ended: \n")


@pytest.mark.parametrize("script", ["exit 3", "exit 0", "kill -9 $$"])
def test_one_program_that_ends_stops_the_others(supervise, script):
    run = supervise(f"echo last words; {script}")
    said = run.end()
    assert "beat   | last words" in said
    assert said.endswith("ended: beat\n")


def test_a_program_that_does_not_listen_is_killed_with_its_children(supervise):
    run = supervise(STUBBORN)
    programs = run.numbers()
    run.process.terminate()
    run.end()
    until(lambda: not any(map(is_alive, programs)))


def test_it_says_once_when_the_portal_answers(supervise):
    run = supervise()
    assert "up\n" in iter(run.process.stdout.readline, "")
    run.process.terminate()
    assert "up\n" not in run.end()
