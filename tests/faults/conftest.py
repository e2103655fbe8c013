"""The service as people run it, on databases that tests may break."""

from collections.abc import Iterator

import pytest

from tests.faults.stage import Stage, staged
from tests.servers.mariadb_mortal import mortal_mariadb_server
from tests.servers.mortal import Mortal
from tests.servers.postgres_mortal import mortal_postgres_server
from tests.servers.proxy import Proxy, proxy_to

MORTALS = {"postgresql": mortal_postgres_server, "mariadb": mortal_mariadb_server}


@pytest.fixture(scope="session", params=["postgresql", pytest.param("mariadb", marks=pytest.mark.system)])
def mortal(request: pytest.FixtureRequest) -> Iterator[Mortal]:
    """A server of each kind for each test process, to stop, kill and start."""
    with MORTALS[request.param]() as server:
        yield server


@pytest.fixture(scope="session")
def way(mortal: Mortal) -> Iterator[Proxy]:
    """A way to it on which things go wrong."""
    with proxy_to(mortal.place) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def near(mortal: Mortal) -> Iterator[Stage]:
    """The service on it."""
    with staged(mortal.server.create_database("near")) as stage:
        yield stage


@pytest.fixture(scope="session")
def far(mortal: Mortal, way: Proxy) -> Iterator[Stage]:
    """The service on it, by that way."""
    with staged(mortal.server.create_database("far").replace(mortal.place, way.own_place)) as stage:
        yield stage


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The service on a file."""
    with staged(f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/todoauth.db") as stage:
        yield stage
