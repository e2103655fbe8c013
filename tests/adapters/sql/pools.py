"""Connections that only say that they are some, and a pool of them under a clock that is wound by hand."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from todoauth.adapters.sql.postgres.pool import Pool, Raw
from todoauth.domain.errors import Unavailable

T = TypeVar("T")
PATIENCE = 1.0
MOST = 2
_FAR = 3  # turns of the loop to make a connection
TURNS = 9  # of the loop, after which everything has happened that can happen by itself


@dataclass(eq=False)
class Line:
    """A connection, as far as a pool asks about it."""

    is_broken: bool = False
    is_busy: bool = False
    is_told: bool = False

    def is_closed(self) -> bool:
        return self.is_broken

    def is_in_transaction(self) -> bool:
        return self.is_busy

    def terminate(self) -> None:
        self.is_broken = True

    async def close(self) -> None:
        await asyncio.sleep(0)
        self.is_broken = self.is_told = True


@dataclass
class Exchange:
    """Makes connections, in a few turns of the loop, unless it is told to refuse."""

    lines: list[Line] = field(default_factory=list[Line])
    refuses: bool = False

    async def connect(self) -> Raw:
        line = Line()
        self.lines.append(line)
        try:
            await self._reach()
        except BaseException:
            line.terminate()
            raise
        return cast("Raw", line)

    def pool(self, most: int = MOST) -> Pool:
        return Pool(self.connect, most=most, patience=PATIENCE)

    async def _reach(self) -> None:
        await turns(_FAR)
        if self.refuses:
            raise Unavailable

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if not line.is_broken]


class WoundLoop(asyncio.SelectorEventLoop):
    """A loop whose time passes when it is told to. Who runs in it must always have something to do."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__()

    def time(self) -> float:
        return self.now


def played(play: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What comes of a play in a loop of its own."""
    with asyncio.Runner(loop_factory=WoundLoop) as runner:
        return runner.run(play())


async def turns(number: int = TURNS) -> None:
    """Let everybody else have their turns."""
    for _ in range(number):
        await asyncio.sleep(0)


def wind(seconds: float = PATIENCE) -> None:
    """Let time pass. Nobody knows before the next turn."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, WoundLoop)
    loop.now += seconds


def line_of(asking: "asyncio.Task[Raw]") -> Line:
    """The connection that somebody asked for, and got."""
    return cast("Line", asking.result())


def ask(pool: Pool) -> "asyncio.Task[Raw]":
    return asyncio.create_task(pool.lend())


async def lent(pool: Pool, number: int = MOST) -> list[Raw]:
    return [await pool.lend() for _ in range(number)]


async def is_whole(pool: Pool) -> bool:
    """Whether as many can be lent as there are places, and no more."""
    wind(10)
    asking = [ask(pool) for _ in range(MOST + 1)]
    await turns()
    served = [each for each in asking if each.done() and not each.exception()]
    for each in asking:
        each.cancel()
    await turns()
    for each in served:
        pool.take_back(each.result())
    return len(served) == MOST
