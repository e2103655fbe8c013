"""A start before the things that are leant on."""

from pathlib import Path
from secrets import token_urlsafe
from signal import SIGTERM

import httpx2

from tests.entrypoints.shell import todoauth
from tests.journeys.conftest import QUICK
from tests.journeys.people import Person
from tests.servers import RunningService, free_port, own_postgres_server, running_service, running_worker
from tests.servers.redis import own_redis_server

LIVE = "/health/live"
DATABASE = "postgresql://postgres@127.0.0.1:{port}/postgres"
THROUGH_A_PROXY = {"X-Forwarded-For": "198.51.100.1"}


def readiness(service: RunningService) -> httpx2.Response:
    return httpx2.get(f"{service.base_url}/health/ready", timeout=30)


def test_a_service_waits_for_its_database_and_opens_when_it_comes():
    port = free_port()
    settings = {**QUICK, "TODOAUTH_DATABASE_URL": DATABASE.format(port=port)}
    with running_service(settings, until=LIVE) as service, httpx2.Client(base_url=service.base_url, timeout=30) as web:
        person = Person(web)
        refused = person.sign_up()
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
        assert refused.json()["type"] == "/problems/unavailable"
        assert readiness(service).status_code == 503
        assert readiness(service).json()["checks"]["database"]["status"] == "away"
        assert "checks" not in web.get("/health/ready", headers=THROUGH_A_PROXY).json()
        with own_postgres_server(port=port):
            service.process.wait_until(lambda: readiness(service).status_code == 200)
            assert person.sign_up().status_code == 201
            assert person.log_in().status_code == 200
        assert readiness(service).status_code == 503
        assert service.console.count("waiting_for_the_database") == 1
        assert service.console.count("the_database_is_there") == 1


def test_a_database_that_comes_without_its_schema_ends_a_service_that_must_not_migrate():
    port = free_port()
    settings = {"TODOAUTH_DATABASE_URL": DATABASE.format(port=port), "TODOAUTH_AUTO_MIGRATE": "false"}
    with (
        running_service({**settings, "TODOAUTH_DRAIN": "0"}, until=LIVE, exit_code=1) as service,
        own_postgres_server(port=port),
    ):
        assert service.process.wait() == 1
        assert service.console.endswith("\nThe database waits for migrations: run todoauth migrate up.\n")


def test_a_worker_waits_for_its_database_and_leaves_when_told():
    settings = {
        "TODOAUTH_DATABASE_URL": DATABASE.format(port=free_port()),
        "TODOAUTH_REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
    }
    with running_worker(settings) as worker:
        worker.wait_until(lambda: "waiting_for_the_database" in worker.console)
        worker.signal(SIGTERM)
        assert worker.wait() == 0


def test_a_command_does_not_wait_for_the_database(tmp_path: Path):
    away = {"DATABASE_URL": DATABASE.format(port=free_port())}
    run = todoauth("migrate", "up", cwd=tmp_path, settings=away)
    assert (run.returncode, run.stderr) == (1, "The database does not answer.\n")


def test_a_service_goes_on_without_redis_and_says_so_to_operators_only():
    port = free_port()
    shared = {"TODOAUTH_SECRET_KEY": token_urlsafe(32), "TODOAUTH_REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    with running_service({**QUICK, **shared}) as service, httpx2.Client(base_url=service.base_url, timeout=30) as web:
        assert Person(web).sign_up().status_code == 201
        assert web.get("/health/ready", headers=THROUGH_A_PROXY).json() == {"status": "ready"}
        told = web.get("/health/ready").json()
        assert told["status"] == "degraded"
        assert {name: check["status"] for name, check in told["checks"].items()} == {
            "process": "ok",
            "database": "ok",
            "redis": "away",
        }
        with own_redis_server(port=port):
            service.process.wait_until(lambda: readiness(service).json()["status"] == "ready")
