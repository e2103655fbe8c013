"""Real servers: PostgreSQL and MariaDB for the adapters, the service itself for the journeys."""

from collections.abc import Iterator

import pytest

from tests.servers.mariadb import MariaDbServer, mariadb, mysql, own_mariadb_server
from tests.servers.postgres import PostgresServer, own_postgres_server, postgres_server
from tests.servers.processes import free_port
from tests.servers.service import RunningService, running_service, running_worker

__all__ = [
    "MariaDbServer",
    "PostgresServer",
    "RunningService",
    "free_port",
    "mariadb",
    "mysql",
    "own_mariadb_server",
    "own_postgres_server",
    "postgres",
    "postgres_server",
    "running_service",
    "running_worker",
]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for each test process, started when it is first asked for."""
    with postgres_server() as server:
        yield server
