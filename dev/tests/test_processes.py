import os
import signal
import subprocess
import sys

import pytest

from dev import processes
from dev.place import CHECKOUT
from dev.waiting import until

RUN = """
import sys
from dev import processes
with processes.stopped_by_signals():
    sys.exit(processes.run(["sh", "-c", "echo $$; sleep 60 & echo $!; wait"]))
"""
STUBBORN = "trap '' TERM; echo up; while :; do sleep 1; done"


def is_alive(pid):
    """False for a zombie too: it is only a number that its parent has not read yet."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return bool(shown.strip()) and not shown.startswith("Z")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whatever_interrupts_us_ends_a_step_with_its_children(number):
    us = subprocess.Popen([sys.executable, "-c", RUN], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    step, grandchild = int(us.stdout.readline()), int(us.stdout.readline())
    us.send_signal(number)
    us.communicate()
    assert us.returncode == 128 + number
    until(lambda: not is_alive(step) and not is_alive(grandchild))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tell a child that its parent was killed")
def test_a_step_goes_with_a_parent_killed_hard():
    us = subprocess.Popen([sys.executable, "-c", RUN], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    step, grandchild = int(us.stdout.readline()), int(us.stdout.readline())
    us.kill()
    until(lambda: not is_alive(step))
    os.kill(grandchild, signal.SIGKILL)
    us.communicate()


def test_a_signal_while_a_step_starts_is_not_too_early(monkeypatch):
    monkeypatch.delenv("MAKELEVEL", raising=False)
    begin, begun = processes.start, []

    def start_and_signal(*command):
        begun.append(begin(*command))
        os.kill(os.getpid(), signal.SIGTERM)
        return begun[0]

    monkeypatch.setattr(processes, "start", start_and_signal)
    before = {number: signal.getsignal(number) for number in processes.STOPPING}
    try:
        with pytest.raises(SystemExit), processes.stopped_by_signals():
            processes.run(["sleep", "60"])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert begun[0].returncode == -signal.SIGTERM


def test_stop_does_not_wait_for_ever():
    child = subprocess.Popen(["sh", "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True)
    child.stdout.readline()
    processes.stop(child, patience=0.1)
    assert child.returncode == -signal.SIGKILL
    child.stdout.close()


def test_signals_wait_for_the_end_of_a_step():
    steps = []
    before = signal.signal(signal.SIGTERM, lambda *_: steps.append("signal"))
    try:
        with processes.signals_deferred():
            os.kill(os.getpid(), signal.SIGTERM)
            steps.append("step")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert steps == ["step", "signal"]
