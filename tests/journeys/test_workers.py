"""One service of several processes."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from secrets import token_urlsafe

import httpx2
import pytest

from tests.entrypoints.shell import todoauth
from tests.journeys.conftest import QUICK
from tests.journeys.people import Person
from tests.servers import PostgresServer, RunningService, running_service
from tests.servers.processes import wait_until
from tests.servers.redis import RedisServer, redis_server

__all__ = ["redis_server"]

SIZE = 2


@pytest.fixture
def settings(postgres: PostgresServer, redis_server: RedisServer) -> Iterator[dict[str, str]]:
    yield {
        **QUICK,
        "TODOAUTH_SECRET_KEY": token_urlsafe(32),
        "TODOAUTH_DATABASE_URL": postgres.create_database("workers"),
        "TODOAUTH_REDIS_URL": redis_server.url,
        "TODOAUTH_WORKERS": str(SIZE),
    }
    postgres.drop_database("workers")


def workers(service: RunningService) -> list[int]:
    """The processes that were started so far."""
    return [int(pid) for pid in re.findall(r"worker_started .* pid=(\d+)", service.console)]


def test_a_service_of_several_processes_is_announced_once_when_all_are_there(settings: dict[str, str]):
    with running_service(settings) as service:
        service.wait_for(r"todoauth \S+ on http")
        assert len(set(workers(service))) == SIZE
        assert len(re.findall(r"todoauth \S+ on http", service.console)) == 1


def test_a_worker_that_is_killed_is_replaced_and_what_it_knew_is_not_lost(settings: dict[str, str]):
    with running_service(settings) as service, httpx2.Client(base_url=service.base_url, timeout=30) as web:
        service.wait_for(r"todoauth \S+ on http")
        person = Person(web)
        assert person.sign_up().status_code == 201
        assert person.log_in().status_code == 200
        for victim in workers(service):
            os.kill(victim, signal.SIGKILL)
        service.process.wait_until(lambda: len(workers(service)) == 2 * SIZE)
        person.web = httpx2.Client(base_url=service.base_url, timeout=30)
        assert person.ask("GET", "/users/me").status_code == 200
        person.web.close()


def test_a_worker_that_is_asked_to_end_is_replaced_too(settings: dict[str, str]):
    with running_service(settings) as service:
        service.wait_for(r"todoauth \S+ on http")
        os.kill(workers(service)[0], signal.SIGTERM)
        service.process.wait_until(lambda: len(workers(service)) == SIZE + 1)
        service.wait_for(r"worker_ended .* exit_code=0 ")


def test_workers_end_with_the_process_that_started_them(settings: dict[str, str]):
    with running_service(settings) as service:
        service.wait_for(r"todoauth \S+ on http")
        started = workers(service)
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


def test_workers_end_even_if_the_process_that_started_them_is_killed(settings: dict[str, str]):
    with running_service(settings) as service:
        service.wait_for(r"todoauth \S+ on http")
        started = workers(service)
        service.signal(signal.SIGKILL)
        service.process.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def test_workers_who_refuse_to_start_are_refused_in_one_sentence(settings: dict[str, str], tmp_path: Path):
    given = {name.removeprefix("TODOAUTH_"): value for name, value in settings.items()}
    run = todoauth("serve", cwd=tmp_path, settings={**given, "BIND": "127.0.0.1:0", "AUTO_MIGRATE": "false"})
    assert (run.returncode, run.stderr) == (1, "The database waits for migrations: run todoauth migrate up.\n")


def test_several_workers_with_nothing_to_share_are_refused_with_the_reason(tmp_path: Path):
    run = todoauth("serve", "--workers", "2", cwd=tmp_path, settings={"BIND": "127.0.0.1:0"})
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "Several workers need TODOAUTH_REDIS_URL: without it one-time codes and limits stay in the memory of one.\n"
    )


@pytest.mark.parametrize("number", ["0", "-1", "65", "two"])
def test_a_number_of_workers_that_makes_no_sense_gets_one_sentence(tmp_path: Path, number: str):
    run = todoauth("serve", f"--workers={number}", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (2, "TODOAUTH_WORKERS must be a whole number from 1 to 64.\n")
