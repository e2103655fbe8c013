"""One short round of each race of `make races`, and of its control."""

from collections.abc import Iterator

import pytest

from tests.campaigns.arena import Databases, Place, running_processes, running_strangers
from tests.campaigns.contests import RACES, Race
from tests.campaigns.races import CONTROLS, run
from tests.servers.mariadb import mariadb
from tests.servers.redis import RedisServer, redis_server

__all__ = ["mariadb", "redis_server"]

BURST = 12


SERVERS = ["postgres", pytest.param("mariadb", marks=pytest.mark.system)]


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> Databases:
    """What keeps it all."""
    found: Databases = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def place(server: Databases, redis_server: RedisServer) -> Iterator[Place]:
    """Two processes that share everything."""
    with running_processes(server, redis_server, number=2) as processes:
        yield processes


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_no_more_win_than_may(place: Place, race: Race) -> None:
    assert run(place, race, rounds=1, burst=BURST, seed=1) == []


def test_processes_that_share_nothing_are_seen_to_let_two_win(server: Databases, redis_server: RedisServer) -> None:
    with running_strangers(server, redis_server) as strangers:
        assert all(run(strangers, race, rounds=1, burst=BURST, seed=1) for race in CONTROLS)
