"""One short round of each race of `make races`, and of its control."""

from collections.abc import Iterator

import pytest

from tests.campaigns.arena import Place, running_processes, running_strangers
from tests.campaigns.contests import RACES, Race
from tests.campaigns.races import CONTROLS, run
from tests.servers import PostgresServer
from tests.servers.redis import RedisServer, redis_server

__all__ = ["redis_server"]

BURST = 12


@pytest.fixture(scope="module")
def place(postgres: PostgresServer, redis_server: RedisServer) -> Iterator[Place]:
    """Two processes that share everything."""
    with running_processes(postgres, redis_server, number=2) as processes:
        yield processes


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_no_more_win_than_may(place: Place, race: Race) -> None:
    assert run(place, race, rounds=1, burst=BURST, seed=1) == []


def test_processes_that_share_nothing_are_seen_to_let_two_win(
    postgres: PostgresServer, redis_server: RedisServer
) -> None:
    with running_strangers(postgres, redis_server) as strangers:
        assert all(run(strangers, race, rounds=1, burst=BURST, seed=1) for race in CONTROLS)
