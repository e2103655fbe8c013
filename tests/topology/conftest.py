"""What `deploy/compose.yaml` describes, on each database that it may run on."""

from collections.abc import Iterator

import pytest

from tests.servers import PostgresServer
from tests.servers.redis import own_redis_server
from tests.servers.redis_binaries import real_redis_binary
from tests.topology.parts import Topology, topology


@pytest.fixture(scope="package", params=["postgres", "mariadb"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database on a server of each kind."""
    server: PostgresServer = request.getfixturevalue(request.param)
    yield server.create_database("topology")
    server.drop_database("topology")


@pytest.fixture(scope="package")
def whole(database_url: str) -> Iterator[Topology]:
    """The topology, all of it."""
    with (
        own_redis_server(real_redis_binary(), "--maxmemory-policy", "noeviction") as redis,
        topology(database_url, redis.url) as whole,
    ):
        yield whole
