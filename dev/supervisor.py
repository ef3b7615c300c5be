"""honcho, in such a way that no program outlives it: Ctrl-C, SIGTERM, a closed terminal or its own `kill -9` (Linux).

honcho forks a runner for each program; runner and program ask the kernel to end them when their parent has gone.
"""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial

from honcho.manager import Manager
from honcho.printer import Printer
from honcho.process import Popen, Process

from dev import processes
from dev.place import CHECKOUT

HAS_TERMINAL = os.isatty(1)
UNBUFFERED = {"PYTHONUNBUFFERED": "1"}  # or a mail printed to the console would come hours later


class Program(Process):
    """A program given as a list of words, without the shell that honcho would put in between."""

    def __init__(self, command, **options):
        super().__init__(command, **options)
        self.supervisor = os.getpid()

    def run(self, events=None, ignore_signals=True):
        processes.die_with_parent(self.supervisor, signal.SIGKILL)
        for number in processes.STOPPING:  # not later: a runner that ends now would leave its program alone
            signal.signal(number, signal.SIG_IGN)
        begin = partial(begin_program, os.getpid())
        self._child_ctor = partial(Popen, shell=False, stdin=subprocess.DEVNULL, preexec_fn=begin)
        super().run(events, ignore_signals)


def begin_program(runner: int) -> None:
    for number in processes.STOPPING:
        signal.signal(number, signal.SIG_DFL)
    processes.die_with_parent(runner)


class Output(Printer):
    """What the programs say and what we say, one after the other: two threads write here."""

    def __init__(self, output):
        super().__init__(output)
        self._turn = threading.Lock()

    def write(self, message):
        with self._turn, contextlib.suppress(OSError):  # the terminal may be gone
            super().write(message)

    def say(self, text):
        with self._turn, contextlib.suppress(OSError):
            print(text, file=self.output, flush=True)


class Supervisor(Manager):
    """Runs programs until one ends or we are told to stop; says `welcome` as soon as `is_up` says yes."""

    def __init__(self, commands: dict[str, list[str]], is_up, welcome: str):
        multiprocessing.set_start_method("fork", force=True)  # a runner must be our own child
        super().__init__(Output(sys.stdout))
        self._process_ctor = Program
        self._procmgr.terminate = terminate
        self.is_up, self.welcome = is_up, welcome
        self.ended_first = ""
        for name, command in commands.items():
            self.add_process(name, command, env=os.environ | UNBUFFERED, cwd=CHECKOUT)

    def loop(self):
        try:
            super().loop()
        finally:
            for runner in multiprocessing.active_children():
                runner.kill()

    def terminate(self):
        if not self._terminating:
            self.ended_first = next((name for name, each in self._processes.items() if "returncode" in each), "")
        super().terminate()

    def _start(self):
        for number in processes.STOPPING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                signal.signal(number, self._stop)
        super()._start()
        threading.Thread(target=self._watch, daemon=True).start()

    def _stop(self, number, frame):
        if self._all_started():
            self.terminate()
        else:  # honcho has not heard yet whom to end
            threading.Timer(0.1, os.kill, (os.getpid(), number)).start()

    def _watch(self):
        """Wait for the portal to answer, and for the terminal to be closed: make keeps that SIGHUP to itself."""
        is_announced = False
        while not self._terminating:
            if not is_announced and self.is_up():
                is_announced = True
                self._printer.say(self.welcome)
            if HAS_TERMINAL and not os.isatty(1):
                os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(0.1)

    def _system_print(self, data):
        """What honcho does is not news; what the programs say is."""


def terminate(pid: int) -> None:
    """honcho would tell the whole group, and a Celery worker's children would drop what they are doing."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
