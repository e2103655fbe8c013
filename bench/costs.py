"""What each question costs in databases of every size, asked in turn, so that all of them have the same weather."""

import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from bench.figures import turns
from bench.machine import cpu_seconds, cpu_since
from bench.questions import QUESTIONS, Question
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.domain.errors import Unavailable

_BATCH, _MOST = 0.04, 40  # seconds, and how often, a question is asked in each round
_SLOW = 0.2  # seconds: what takes that long is asked once in each
_WARM = 8  # times: PostgreSQL settles on a plan after five

Ask: TypeAlias = tuple[str, int]
"""A question and a number of rows."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one question costs.

    Args:
        ours: microseconds of CPU time of the process that asks.
        database: the same of the server that answers; zero where it is no process of its own.
        milliseconds: that it takes.
    """

    ours: float
    database: float
    milliseconds: float

    @property
    def cpu(self) -> float:
        """Microseconds of CPU time in all."""
        return self.ours + self.database


Costs: TypeAlias = Mapping[str, Mapping[int, Cost | None]]
"""By question and number of rows; `None` where the service gives up, and answers 503."""


async def costs(urls: Mapping[int, str], server: int | None, rounds: int) -> Costs:
    """Return the least CPU time, and the median of the milliseconds, of so many rounds.

    Args:
        server: the number of the database's process, if it has one.
    """
    async with _opened(urls) as databases:
        calls = {
            (name, size): await _calls(question, database, size)
            for name, question in QUESTIONS.items()
            for size, database in databases.items()
        }
        found: dict[Ask, list[Cost]] = {each: [] for each in calls}
        for order in turns([*map(str, urls)], rounds):
            for name, size in ((name, int(size)) for name in QUESTIONS for size in order):
                with suppress(Unavailable):
                    cost = await _batch(QUESTIONS[name], databases[size], size, server, calls[name, size])
                    found[name, size].append(cost)
            print(".", end="", file=sys.stderr, flush=True)
    return {name: {size: _told(found[name, size], rounds) for size in urls} for name in QUESTIONS}


@asynccontextmanager
async def _opened(urls: Mapping[int, str]) -> AsyncIterator[Mapping[int, SqlDatabase]]:
    databases = {size: SqlDatabase.at(url, connections=2) for size, url in urls.items()}
    for database in databases.values():
        await database.open()
    try:
        yield databases
    finally:
        for database in databases.values():
            await database.close()


async def _calls(question: Question, database: SqlDatabase, size: int) -> int:
    """Return how often to ask in each round."""
    took = 0.0
    for turn in range(_WARM):
        began = time.perf_counter()
        with suppress(Unavailable):
            await question(database, size, turn)
        took = time.perf_counter() - began
        if took > _SLOW:
            return 1
    return max(2, min(_MOST, int(_BATCH / took)))


async def _batch(question: Question, database: SqlDatabase, size: int, server: int | None, times: int) -> Cost:
    walls = list[float]()
    at_server, ours = cpu_seconds(server), time.process_time()
    for turn in range(times):
        began = time.perf_counter()
        await question(database, size, turn)
        walls.append(time.perf_counter() - began)
    spent, theirs = time.process_time() - ours, cpu_since(at_server, server)
    return Cost(1e6 * spent / times, 1e6 * theirs / times, 1e3 * median(walls))


def _told(found: Sequence[Cost], rounds: int) -> Cost | None:
    """Return what it costs: whatever else the machine does adds to CPU time, and never takes any away."""
    if 2 * len(found) < rounds:
        return None
    return Cost(
        min(cost.ours for cost in found),
        min(cost.database for cost in found),
        median(cost.milliseconds for cost in found),
    )
