import os
import shutil
import signal
import subprocess
import sys

import psycopg
import pytest
import redis

from dev import environment
from dev.place import CHECKOUT
from dev.servers import provide
from dev.tests.conftest import LOCAL
from dev.waiting import until

BOTH = ("DATABASE_URL", "REDIS_URL")
ENTER = "from dev.servers import Servers; s = Servers('{}', True, __import__('pathlib').Path('{}')); s.enter({})"


def postgres_pid(servers):
    return int((servers.place.state / "postgres/postmaster.pid").read_text().split()[0])


def valkey_pid(servers):
    return int((servers.place.state / "valkey/pid").read_text())


def query(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def ping(url):
    with redis.from_url(url) as client:
        return client.ping()


@pytest.fixture
def servers(make_servers):
    servers = make_servers()
    servers.urls = servers.enter(BOTH)
    yield servers
    servers.leave()


def test_it_answers_on_both_addresses(servers):
    assert query(servers.urls["DATABASE_URL"], "show server_encoding") == "UTF8"
    assert ping(servers.urls["REDIS_URL"])


def test_nothing_listens_on_the_network(servers):
    assert query(servers.urls["DATABASE_URL"], "show listen_addresses") == ""
    with redis.from_url(servers.urls["REDIS_URL"]) as client:
        assert client.config_get("port") == {"port": "0"}


def test_nobody_else_may_enter_the_socket_folder(servers):
    assert servers.place.sockets.stat().st_mode & 0o777 == 0o700


def test_a_second_user_gets_the_running_servers(servers, make_servers):
    before = postgres_pid(servers)
    second = make_servers()
    second.enter(BOTH)
    assert postgres_pid(servers) == before
    second.leave()
    assert all(server.is_up() for server in servers.all)


def test_the_last_to_leave_stops_them(make_servers):
    first, last = make_servers(), make_servers()
    first.enter(BOTH)
    last.enter(BOTH)
    first.leave()
    assert last.is_used()
    last.leave()
    assert not any(server.is_up() for server in last.all)
    assert not last.is_used()


def test_they_come_back_with_their_data_after_kill_9(make_servers):
    servers, again = make_servers("lasting", fast=False), make_servers("lasting", fast=False)
    url = servers.enter(BOTH)["DATABASE_URL"]
    query(url, "create table if not exists kept as select 7 as number")
    os.kill(postgres_pid(servers), signal.SIGKILL)
    os.kill(valkey_pid(servers), signal.SIGKILL)
    until(lambda: not any(server.is_up() for server in servers.all))
    urls = again.enter(BOTH)
    assert query(urls["DATABASE_URL"], "select number from kept") == 7
    assert ping(urls["REDIS_URL"])
    again.leave()
    servers.leave()


def test_what_lay_in_memory_may_be_gone_when_they_come_back(make_servers):
    """The machine was started anew in the middle of a run of tests: their copies went, and nothing else."""
    servers, again = make_servers(), make_servers()
    url, memory = servers.enter(BOTH)["DATABASE_URL"], servers.place.private(servers.place.state / "memory")
    query(url, f"create tablespace memory location '{memory}'")
    query(url, "checkpoint")
    query(url, "create database copy tablespace memory strategy file_copy")
    os.kill(postgres_pid(servers), signal.SIGKILL)
    until(lambda: not servers.all[0].is_up())
    shutil.rmtree(memory)
    url = again.enter(BOTH)["DATABASE_URL"]
    for what in ("database copy", "tablespace memory"):
        query(url, f"drop {what}")
    again.leave()
    servers.leave()


def test_a_pid_file_that_names_another_program_is_forgotten(make_servers):
    servers = make_servers()
    servers.enter(BOTH)
    servers.leave()
    stale = servers.place.state / "postgres/postmaster.pid"
    stale.write_text(f"{os.getpid()}\n")
    assert query(servers.enter(BOTH)["DATABASE_URL"], "select 1") == 1
    servers.leave()


def test_a_cluster_half_made_is_made_again(make_servers):
    servers = make_servers("half-made")
    draft = servers.place.state / "postgres.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18")
    assert query(servers.enter(["DATABASE_URL"])["DATABASE_URL"], "select 1") == 1
    servers.leave()


def test_three_starts_at_once_make_one_server(make_servers, bare_environment):
    servers = make_servers("crowded")
    script = ENTER.format("crowded", LOCAL, BOTH) + "; print('in', flush=True); input()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", script]
    starts = [subprocess.Popen(command, cwd=CHECKOUT, env=bare_environment, **pipes) for _ in range(3)]
    assert [start.stdout.readline() for start in starts] == ["in\n"] * 3
    assert all(server.is_up() for server in servers.all)
    for start in starts:
        start.communicate("\n")
        start.wait()


@pytest.mark.parametrize("folder", ["a" * 120, "Dinas Tenaga Kerja, 'lantai 2'"])
def test_awkward_folders_work(make_servers, folder):
    servers = make_servers("run", LOCAL / folder)
    urls = servers.enter(BOTH)
    assert servers.place.sockets.parent.name == "tmp"
    assert query(urls["DATABASE_URL"], "select 1") == 1
    assert ping(urls["REDIS_URL"])
    servers.leave()


def test_a_socket_folder_that_was_laid_for_us_is_refused(make_servers):
    servers = make_servers("trap")
    trap = servers.place.state / "trap"
    trap.parent.mkdir(parents=True, exist_ok=True)
    trap.symlink_to("/tmp")
    with pytest.raises(SystemExit, match="belongs to somebody else"):
        servers.place.private(trap)


class TestProvide:
    @pytest.fixture(autouse=True)
    def environment(self, monkeypatch, tmp_path):
        for name in ("DATABASE_URL", "REDIS_URL", "DEMO"):
            monkeypatch.setenv(name, "")
        self.file = tmp_path / ".env"
        self.entered = []
        monkeypatch.setattr(environment, "FILE", self.file)
        monkeypatch.setattr("dev.servers._enter_until_exit", self.enter)

    def enter(self, name, fast, variables):
        self.entered.append((name, variables))
        return {variable: f"embedded-{name}" for variable in variables}

    def test_it_embeds_both_when_nothing_is_set(self):
        provide("run")
        assert self.entered == [("run", ["DATABASE_URL", "REDIS_URL"])]
        assert os.environ["DATABASE_URL"] == "embedded-run"

    def test_a_set_database_is_the_whole_answer(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/pmi")
        provide("run")
        assert not self.entered
        assert os.environ["DATABASE_URL"] == "postgresql://elsewhere/pmi"

    def test_the_database_of_the_env_file_counts_too(self):
        self.file.write_text("DATABASE_URL=postgresql://elsewhere/pmi\n")
        provide("run")
        assert not self.entered

    def test_an_empty_setting_is_none(self):
        self.file.write_text("DATABASE_URL=\n")
        provide("run")
        assert self.entered

    def test_tests_never_reach_what_the_env_file_points_at(self):
        self.file.write_text("DATABASE_URL=postgresql://elsewhere/pmi\nREDIS_URL=redis://elsewhere\n")
        provide("test", complete=True)
        assert self.entered == [("test", ["DATABASE_URL", "REDIS_URL"])]

    def test_a_set_redis_stays(self, monkeypatch):
        monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
        provide("run")
        assert self.entered == [("run", ["DATABASE_URL"])]
        assert os.environ["REDIS_URL"] == "redis://elsewhere"

    def test_make_run_completes_what_is_missing(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/pmi")
        provide("run", complete=True)
        assert self.entered == [("run", ["REDIS_URL"])]

    def test_the_demo_of_the_env_file_is_not_for_another_database(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/pmi")
        monkeypatch.delenv("DEMO")
        provide("run")
        assert os.environ["DEMO"] == "0"

    def test_production_has_no_embedded_packages(self, monkeypatch):
        monkeypatch.setattr("dev.servers.is_installed", lambda: False)
        provide("run")
        assert not self.entered


@pytest.mark.parametrize(
    ("ending", "code"),
    [("pass", 0), ("1 / 0", 1), ("os.kill(os.getpid(), 15)", -15), ("os.kill(os.getpid(), 2)", -2)],
)
def test_a_command_takes_its_servers_along(bare_environment, make_servers, ending, code):
    script = f"import os; from dev import servers; servers.provide('{LOCAL.name}/command'); {ending}"
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, env=bare_environment, capture_output=True)
    assert done.returncode == code
    servers = make_servers("command")
    assert (servers.place.state / "postgres").exists()
    assert not any(server.is_up() for server in servers.all)
