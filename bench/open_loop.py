"""Clients that ask at their own pace, however long the answers take, and some that wait for theirs."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bench.closed_loop import status_and_wait
from bench.figures import percentile

Line: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]

_MOST = 256  # connections


@dataclass(slots=True)
class Pace:
    """Requests that are made at fixed times, and the seconds from when each was due to when it was answered.

    Args:
        port: whom to ask, on this machine.
        rate: requests a second.
    """

    port: int
    rate: float
    seconds: list[float] = field(default_factory=list[float])
    refused: int = 0
    _free: list["Line"] = field(default_factory=list["Line"], init=False)

    async def keep(self, requests: Iterator[bytes], lasting: float) -> None:
        """Ask for so many seconds. Who is still waiting then has waited until then at least."""
        began, asking, room = time.perf_counter(), [], asyncio.Semaphore(_MOST)
        for number in range(int(lasting * self.rate)):
            due = began + number / self.rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            asking.append(asyncio.create_task(self._ask(next(requests), due, room)))
        _, waiting = await asyncio.wait(asking, timeout=max(0.0, began + lasting - time.perf_counter()) + 0.5)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        for _, writer in self._free:
            writer.close()
        self._free.clear()

    async def _ask(self, request: bytes, due: float, room: asyncio.Semaphore) -> None:
        try:
            async with room:
                line = self._free.pop() if self._free else await _connected(self.port)
                try:
                    status, _ = await _answered(line, request)
                except asyncio.IncompleteReadError:  # it was idle for so long that it was closed
                    line = await _connected(self.port)
                    status, _ = await _answered(line, request)
                self.refused += status >= 400
                self._free.append(line)
        finally:
            self.seconds.append(time.perf_counter() - due)

    def milliseconds(self, percent: float) -> float:
        """Return how long that part of all waited at most."""
        return 1000 * percentile(self.seconds, percent)


@dataclass(slots=True)
class Crowd:
    """Clients of which each asks again as soon as it is answered, or is told that it may.

    Args:
        port: whom to ask.
    """

    port: int
    waited: list[float] = field(default_factory=list[float])
    refused: int = 0

    async def press(self, requests: Iterator[bytes], clients: int) -> None:
        """Ask until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(clients):
                group.create_task(self._ask(requests))

    def forget(self) -> None:
        """Count from now on."""
        self.waited.clear()
        self.refused = 0

    async def _ask(self, requests: Iterator[bytes]) -> None:
        line = await _connected(self.port)
        while True:
            began = time.perf_counter()
            status, wait = await _answered(line, next(requests))
            if status < 400:
                self.waited.append(time.perf_counter() - began)
            else:
                self.refused += 1
                line[1].close()  # nobody keeps a connection open for that long
                await asyncio.sleep(wait)
                line = await _connected(self.port)


async def _connected(port: int) -> Line:
    return await asyncio.open_connection("127.0.0.1", port)


async def _answered(line: Line, request: bytes) -> tuple[int, int]:
    reader, writer = line
    writer.write(request)
    return await status_and_wait(reader)
