import os
import signal
import subprocess
import sys

import pytest

from dev import processes
from dev.place import CHECKOUT
from dev.waiting import until

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
PARENT = """
import subprocess, sys, time
from dev import processes
print(processes.spawn(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""


def is_alive(pid):
    """False for a zombie too: it is only a number that its parent has not read yet."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return bool(shown.strip()) and not shown.startswith("Z")


def test_stop_ends_grandchildren_too():
    child = processes.spawn(["sh", "-c", "sleep 60 & echo $!; wait"], stdout=subprocess.PIPE, text=True)
    grandchild = int(child.stdout.readline())
    processes.stop([child])
    until(lambda: not is_alive(grandchild))
    child.stdout.close()


def test_stop_does_not_wait_for_ever():
    child = processes.spawn([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE)
    child.stdout.readline()
    processes.stop([child], patience=0.1)
    assert child.returncode == -signal.SIGKILL
    child.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tell a child that its parent was killed")
def test_children_go_with_a_parent_killed_hard():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    until(lambda: not is_alive(child))


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
