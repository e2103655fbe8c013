"""The service as people run it, on each database."""

from collections.abc import Iterator

import httpx2
import pytest

from tests.servers import PostgresServer, RunningService, running_service

# Hashing at its usual cost is proved elsewhere; here it would only be slow.
QUICK = {"TODOAUTH_BCRYPT_COST": "4"}


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest) -> Iterator[RunningService]:
    """The process that `make run` starts."""
    settings = dict(QUICK)
    if request.param == "postgresql":
        postgres: PostgresServer = request.getfixturevalue("postgres")
        settings["TODOAUTH_DATABASE_URL"] = postgres.create_database("journey")
    with running_service(settings) as running:
        yield running


@pytest.fixture
def web(service: RunningService) -> Iterator[httpx2.Client]:
    """Somebody with a web client."""
    with httpx2.Client(base_url=service.base_url, timeout=30) as client:
        yield client
