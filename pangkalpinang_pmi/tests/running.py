"""The portal as it runs in production, against the test database: gunicorn, a Celery worker, and a mail server."""

import os
import socket
import sys
import urllib.request
from contextlib import contextmanager
from urllib.error import URLError
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from django.db import connection

from dev import processes
from dev.waiting import until
from pangkalpinang_pmi.tests.broker import broker_url

GUNICORN = ["-m", "gunicorn", "--no-control-socket", "--threads", "4", "pangkalpinang_pmi.wsgi:application"]
WORKER = [
    "-m",
    "celery",
    "-A",
    "pangkalpinang_pmi",
    "worker",
    "--concurrency",
    "1",
    "--without-mingle",
    "--without-gossip",
]


class Postbox:
    """Keeps what the mail server accepted."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope)
        return "250 OK"


@contextmanager
def mail_server():
    """A postbox and the EMAIL_URL that leads into it."""
    postbox, port = Postbox(), free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield postbox, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@contextmanager
def portal(email_url):
    """The address of a running portal; web and worker stop when the block ends."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pangkalpinang_pmi.tests.settings_running",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": email_url,
        "RUNNING_AT": address,
    }
    commands = [[*GUNICORN, "--bind", f"127.0.0.1:{port}"], WORKER]
    running = [processes.start([sys.executable, *command], env=environment) for command in commands]
    try:
        until(lambda: answers(f"{address}/sehat/"), seconds=30)
        yield address
    finally:
        for process in running:
            processes.stop(process)


def database_url():
    """The URL of the test database: the one we were given, with its name replaced."""
    given = urlsplit(os.environ["DATABASE_URL"])
    return given._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def worker_broker():
    """The broker that the worker of these tests listens to."""
    return broker_url()


def answers(url):
    try:
        return urllib.request.urlopen(url, timeout=1).status == 200
    except (URLError, OSError):
        return False


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
