"""Children that never outlive this process, and signals that wait until a step is whole."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(parent: int | None = None, number: int = signal.SIGTERM) -> None:
    """Ask the kernel (Linux only) for a signal when the parent is gone, even after its `kill -9`."""
    if LIBC is None:
        return
    LIBC.prctl(PR_SET_PDEATHSIG, number)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def start(command, **options) -> subprocess.Popen:
    """Start a command in a session of its own, so that Ctrl-C reaches only us and we end it in order."""
    me = os.getpid()
    options |= {"start_new_session": True, "preexec_fn": lambda: die_with_parent(me)}
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)


def run(command, **options) -> int:
    """Run a command to its end; whatever interrupts us ends it and what it started."""
    child = None
    try:
        with signals_deferred():  # a signal in the middle of the start would leave it running
            child = start(command, **options)
        return child.wait()
    finally:
        if child:
            stop(child)


def stop(child, patience: float = 5.0) -> None:
    """Politely first, then for certain, with the whole session."""
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


class Stopped(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal."""


@contextlib.contextmanager
def stopped_by_signals():
    """Turn the first stopping signal into a quiet exit through every `finally`; ignore those after it."""

    def stop_once(number, frame):
        for each in STOPPING:
            signal.signal(each, lambda *_: None)
        raise Stopped(number)

    for number in STOPPING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, stop_once)
    if "MAKELEVEL" in os.environ:
        die_with_parent()
    try:
        yield
    except Stopped as stopped:
        sys.exit(128 + stopped.args[0])


@contextlib.contextmanager
def signals_deferred():
    """Hold Ctrl-C, SIGTERM and SIGHUP back until the block is done, so that no server is half started."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = []
    before = {number: signal.signal(number, lambda got, frame: came.append(got)) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)
