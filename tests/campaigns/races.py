"""Many who want the same at once, through several processes: how many get it, round after round.

Two processes that share nothing are the control: the races must see that two get what only one may.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from random import SystemRandom

from tests.campaigns.arena import Databases, Place, open_arena, running_processes, running_strangers
from tests.campaigns.claims import one_name
from tests.campaigns.contests import RACES, Race, one_limit
from tests.servers.mariadb import mariadb_server
from tests.servers.postgres import postgres_server
from tests.servers.redis import shared_redis_server

CONTROLS = (one_name, one_limit)  # the others begin with an account, which strangers do not share
SERVERS: Mapping[str, Callable[[], AbstractContextManager[Databases]]] = {
    "postgresql": postgres_server,
    "mariadb": mariadb_server,
}
SHOWN = 3


def run(place: Place, race: Race, *, rounds: int, burst: int, seed: int) -> list[str]:
    """Run a race so many times with so many in it; return what was wrong."""

    async def repeatedly() -> list[str]:
        async with open_arena(place, f"{race.__name__} {seed}") as arena:
            return [flaw for _ in range(rounds) for flaw in await race(arena, burst)]

    return asyncio.run(repeatedly())


def main() -> int:
    """Run all races and the control, print what came of each; return 1 if they did not go as they must."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.races", description=__doc__)
    parser.add_argument("--database", choices=SERVERS, default="postgresql", help="what keeps it all (postgresql)")
    parser.add_argument("--rounds", type=int, default=50, help="of each race (50)")
    parser.add_argument("--burst", type=int, default=50, help="how many want the same (50)")
    parser.add_argument("--processes", type=int, default=4, help="of the service (4)")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    print(f"{asked.rounds} rounds of {asked.burst}, {asked.processes} processes on {asked.database}, seed {asked.seed}")
    with SERVERS[asked.database]() as server, shared_redis_server() as redis:
        with running_processes(server, redis, number=asked.processes) as place:
            found = [_shown(place, race, asked) for race in RACES]
        print("control: two processes that share nothing")
        with running_strangers(server, redis) as place:
            planted = [_shown(place, race, asked) for race in CONTROLS]
    if not all(planted):
        print("WRONG: the control was not seen to be wrong: the races are blind")
    return int(any(found) or not all(planted))


def _shown(place: Place, race: Race, asked: argparse.Namespace) -> Sequence[str]:
    flaws = run(place, race, rounds=asked.rounds, burst=asked.burst, seed=asked.seed)
    print(f"  {race.__name__.replace('_', ' '):26}{asked.rounds:6} rounds {len(flaws):6} violations")
    for flaw in flaws[:SHOWN]:
        print(f"    {flaw}")
    sys.stdout.flush()
    return flaws


if __name__ == "__main__":
    sys.exit(main())
