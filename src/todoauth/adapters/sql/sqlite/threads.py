"""Threads for what would keep the event loop waiting."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from todoauth.adapters.sql.sqlite.jobs import Errand, Job

T = TypeVar("T")


class Threads:
    """At most `most` threads, started when they are needed.

    The executor of the standard library does the same, and takes two to five times as long to come and go.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way = 0
        self._errands: SimpleQueue[tuple[asyncio.AbstractEventLoop, Errand] | None] = SimpleQueue()
        self._threads: list[Thread] = []

    async def do(self, work: Callable[[], T]) -> T:
        """Do `work` in a thread and return what it returns.

        A thread cannot be stopped: whoever is cancelled meanwhile waits for its end before going on, so that nothing
        else happens to what it works on. What has not begun by then never will.
        """
        job = Job(work)
        self.send(job)
        return await job.result()

    def send(self, errand: Errand) -> None:
        """Have it done by a thread, after all that was sent before."""
        self._under_way += 1
        if len(self._threads) < min(self._under_way, self._most):
            self._start()
        self._errands.put((asyncio.get_running_loop(), errand))

    def close(self) -> None:
        """Let go of the threads, which have nothing to do any more."""
        for _ in self._threads:
            self._errands.put(None)
        while self._threads:
            self._threads.pop().join()

    def _start(self) -> None:
        # A daemon: who never closes the database can still end the process.
        thread = Thread(target=self._work, name="sqlite", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _work(self) -> None:
        while (sent := self._errands.get()) is not None:
            loop, errand = sent
            errand.run()
            with suppress(RuntimeError):  # the loop was closed, and nobody waits
                loop.call_soon_threadsafe(self._end, errand)
            del sent, errand  # they hold what somebody else may be waiting to see go

    def _end(self, errand: Errand) -> None:
        self._under_way -= 1
        errand.end()
