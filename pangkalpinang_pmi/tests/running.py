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

PATIENCE = 180  # seconds, also of a busy machine: only what never comes takes so long
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


class MailServer(Controller):
    """Behind a door that was opened before: a number that is only looked up may be another's a moment later."""

    def __init__(self, postbox, door):
        hostname, port = door.getsockname()
        super().__init__(postbox, hostname=hostname, port=port, ready_timeout=PATIENCE)
        self.door = door

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self.door)


@contextmanager
def mail_server():
    """A postbox and the EMAIL_URL that leads into it."""
    postbox = Postbox()
    with open_door() as door:
        server = MailServer(postbox, door)
        server.start()
        try:
            yield postbox, f"smtp://127.0.0.1:{server.port}"
        finally:
            server.stop()


@contextmanager
def portal(email_url):
    """The address of a running portal; web and worker stop when the block ends."""
    with open_door() as door:
        yield from served(door, email_url)


def served(door, email_url):
    address = f"http://127.0.0.1:{door.getsockname()[1]}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pangkalpinang_pmi.tests.settings_running",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": email_url,
        "RUNNING_AT": address,
    }
    web = [*GUNICORN, "--bind", f"fd://{door.fileno()}"]
    running = [processes.start([sys.executable, *web], env=environment, pass_fds=[door.fileno()])]
    running.append(processes.start([sys.executable, *WORKER], env=environment))
    try:
        until(lambda: answers(f"{address}/sehat/"), seconds=PATIENCE)
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
        return urllib.request.urlopen(url, timeout=10).status == 200
    except (URLError, OSError):
        return False


def open_door():
    """A port of our own, and whoever knocks waits until somebody serves behind it."""
    return socket.create_server(("127.0.0.1", 0))
