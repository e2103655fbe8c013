"""The service as people run it, on databases that tests may break."""

from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage, staged
from tests.servers.postgres_mortal import MortalPostgres, mortal_postgres_server
from tests.servers.proxy import Proxy, proxy_to


@pytest.fixture(scope="session")
def mortal() -> Iterator[MortalPostgres]:
    """A PostgreSQL for each test process, to stop, kill and start."""
    with mortal_postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def way(mortal: MortalPostgres) -> Iterator[Proxy]:
    """A way to it on which things go wrong."""
    with proxy_to(mortal.place) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def postgresql(mortal: MortalPostgres) -> Iterator[Stage]:
    """The service on it."""
    with staged(mortal.server.create_database("near")) as stage:
        yield stage


@pytest.fixture(scope="session")
def far(mortal: MortalPostgres, way: Proxy) -> Iterator[Stage]:
    """The service on it, by that way."""
    with staged(mortal.server.create_database("far").replace(mortal.place, way.own_place)) as stage:
        yield stage


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The service on a file."""
    with staged(f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/todoauth.db") as stage:
        yield stage


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    """The service on each of the databases that a test names."""
    stage: Stage = request.getfixturevalue(request.param)
    return stage
