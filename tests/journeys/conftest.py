"""The service as people run it, on each database."""

from collections.abc import Iterator

import httpx2
import pytest

from tests.servers import PostgresServer, RunningService, running_service

# Hashing at its usual cost and the limits are proved elsewhere; here they would only be slow.
QUICK = {
    "TODOAUTH_BCRYPT_COST": "4",
    "TODOAUTH_LIMIT_SIGN_UP_PER_CLIENT": "1000/1m",
    "TODOAUTH_LIMIT_LOG_IN_PER_CLIENT": "1000/1m",
    "TODOAUTH_LIMIT_CODE_PER_CLIENT": "1000/1m",
    "TODOAUTH_LIMIT_VERIFY_PER_CLIENT": "1000/1m",
    "TODOAUTH_LIMIT_CODE_PAUSE": "3/1s",
}


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
