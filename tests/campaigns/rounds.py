"""One round: people write, a primary is killed, its standby promoted, and everything read back."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import TypeAlias

import httpx2

from tests.campaigns.bench import Bench, running_bench
from tests.campaigns.checker import Verdict, judge
from tests.campaigns.crowd import Crowd
from tests.campaigns.deeds import Journal, Outcome
from tests.campaigns.reading import found
from tests.servers.processes import wait_until
from tests.servers.redis_cluster import PRIMARIES

PEOPLE = 6
A_FEW = 10
SECONDS_FOR_MAIL = 60.0

Seconds: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class Round:
    """What was done, what was left of it, and how many seconds passed from one event to another."""

    journal: Journal
    verdict: Verdict
    seconds: Seconds


def play(seed: int, *, deeds: int) -> Round:
    """Kill a primary with a synchronous standby, promote that, then kill a primary of the Redis Cluster.

    Args:
        deeds: how many are to be acknowledged before the first fault and after each.
    """
    with running_bench() as bench:
        return asyncio.run(_played(bench, seed, partial(_lose_both, deeds=deeds), SECONDS_FOR_MAIL))


def play_asynchronously(seed: int, *, deeds: int) -> Round:
    """Kill a primary whose asynchronous standby has missed that many deeds, and promote that."""
    with running_bench(synchronous=False) as bench:
        return asyncio.run(_played(bench, seed, partial(_lose_what_was_not_replicated, deeds=deeds), 0.0))


async def _played(bench: Bench, seed: int, faults: Callable[[Bench, Crowd], Awaitable[Seconds]], mail: float) -> Round:
    async with AsyncExitStack() as open_doors:
        clients = [httpx2.AsyncClient(base_url=url, timeout=30) for url in bench.urls]
        doors = [await open_doors.enter_async_context(client) for client in clients]
        crowd = Crowd(doors, bench.mails, Random(seed))
        async with asyncio.TaskGroup() as group:
            group.create_task(crowd.live(PEOPLE))
            seconds = await faults(bench, crowd)
            crowd.is_over = True
        return Round(crowd.journal, judge(crowd.journal, await found(crowd, seconds_for_mail=mail)), seconds)


async def _lose_both(bench: Bench, crowd: Crowd, *, deeds: int) -> Seconds:
    await _acknowledged(crowd, deeds)
    seconds = await _lose_postgres(bench, crowd, deeds=deeds, outage=crowd.chance.random())
    return seconds | await _lose_redis(bench, crowd)


async def _lose_what_was_not_replicated(bench: Bench, crowd: Crowd, *, deeds: int) -> Seconds:
    await _acknowledged(crowd, deeds)
    await asyncio.to_thread(bench.postgres.part)
    await _acknowledged(crowd, deeds)
    return await _lose_postgres(bench, crowd, deeds=deeds, outage=0.0)


async def _lose_postgres(bench: Bench, crowd: Crowd, *, deeds: int, outage: float) -> Seconds:
    killed = time.monotonic()
    await asyncio.to_thread(bench.postgres.kill_primary)
    await asyncio.sleep(outage)
    asked = time.monotonic()
    await asyncio.to_thread(bench.postgres.promote)
    promoted = time.monotonic()
    await _acknowledged(crowd, deeds)
    first = min(deed.ended for deed in crowd.journal.of(outcome=Outcome.OK, since=promoted))
    failed = [deed.ended for deed in crowd.journal.of(since=killed) if deed.status == 503]
    return {
        "primary killed → first write": first - killed,
        "promotion asked for → first write": first - asked,
        "promotion asked for → last 503": max(failed, default=asked) - asked,
    }


async def _lose_redis(bench: Bench, crowd: Crowd) -> Seconds:
    await _acknowledged(crowd, A_FEW, "prove")
    number, killed = crowd.chance.randrange(PRIMARIES), time.monotonic()
    await asyncio.to_thread(bench.kill_redis_primary, number)
    await asyncio.to_thread(wait_until, partial(bench.is_redis_primary_replaced, number))
    replaced = time.monotonic()
    await _acknowledged(crowd, A_FEW, "prove")
    failed = [deed.ended for deed in crowd.journal.of("prove", since=killed) if deed.status == 503]
    return {
        "Redis primary killed → replica serves": replaced - killed,
        "Redis primary killed → last 503": max(failed, default=killed) - killed,
    }


async def _acknowledged(crowd: Crowd, number: int, *kinds: str) -> None:
    """Wait until so many more deeds of those kinds, or of any, are acknowledged."""
    since = time.monotonic()

    def are_acknowledged() -> bool:
        return sum(1 for _ in crowd.journal.of(*kinds, outcome=Outcome.OK, since=since)) >= number

    await asyncio.to_thread(wait_until, are_acknowledged)
