"""gunicorn as `make run` starts it, on a port of its own, and plain requests to it."""

import http.client
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings

GUNICORN = "--worker-class gthread --workers 2 --threads 4 --no-control-socket --log-level warning --keep-alive 5"
PATIENCE = 60


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(application, env):
    """Port of a server of this application, stopped at the end."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *GUNICORN.split(), application]
    process = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(port):
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fetch(port, "/sehat/")
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def fetch(port, path, **headers):
    """Status, headers and the body as it travelled."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"} | headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()
