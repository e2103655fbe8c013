"""Slow work that is done in turn, in threads that let whoever answers requests go first."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from todoauth.domain.errors import Overloaded
from todoauth.ports.asker import Asker, WhoAsks

T = TypeVar("T")

_YIELDING = 10  # steps of niceness: a tenth of the share that others get, where there is not enough for all
_RECENT = 1 / 4  # of what is known of the time of a turn: the last one
_LATE = 2  # times as long as anybody should have had to wait: nobody waits for it any more


def nobody_leaves() -> Asker | None:
    """Fulfil `WhoAsks` where it is not known whether anybody left."""
    return None


class Turns:
    """Threads that do slow work, in the order in which it came, for whom need not wait long.

    Who would have to wait too long is told at once, and when to come back: most clients give up after a while and ask
    again, and the threads would do what nobody waits for any more. How long the wait is follows from how long such work
    took lately, whatever the machine, and however much else it has to do.

    Args:
        threads: how much is done at a time.
        name: what the threads are called.
        takes: a guess of how long a turn takes, until one has been seen.
        patience: how long somebody may have to wait for a turn, as far as anybody knows. At twice that it is not taken.
        most_waiting: how many may, however soon they would have one: each takes memory.
        who_asks: tells who waits for a turn. Who leaves before it came gives up their place.
        clock: seconds from whenever.
    """

    def __init__(
        self,
        threads: int,
        *,
        name: str,
        takes: timedelta,
        patience: timedelta = timedelta(seconds=5),
        most_waiting: int = 256,
        who_asks: WhoAsks = nobody_leaves,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name, initializer=_yield_to_others)
        self._threads = threads
        self._takes = takes.total_seconds()
        self._patience = patience.total_seconds()
        self._most_waiting = most_waiting
        self._who_asks = who_asks
        self._clock = clock
        self._present = 0
        self._lock = threading.Lock()

    async def take(self, work: Callable[[], T]) -> T:
        """Return what `work` returns, once it was its turn. Who stops waiting for it gives it up.

        Raises:
            Overloaded: that would take too long, or did.
            CancelledError: whoever asked left before it began. What has begun is done, whoever leaves.
        """
        asker = self._who_asks()
        if asker is not None and asker.is_gone:
            raise asyncio.CancelledError
        self._enter()
        try:
            turn = self._pool.submit(self._do, work, self._clock() + self._patience * _LATE)
        except BaseException:
            self._leave()
            raise
        # Called when the work has ended, not when nobody waits for it any more: giving up does not make a thread free.
        turn.add_done_callback(lambda _: self._leave())
        if asker is not None:
            asker.when_gone(turn.cancel)
        return await asyncio.wrap_future(turn)

    def close(self) -> None:
        """End the threads, once they have finished what they are at."""
        self._pool.shutdown(cancel_futures=True)

    def _enter(self) -> None:
        with self._lock:
            waiting = max(0, self._present + 1 - self._threads)
            wait = waiting * self._takes / self._threads
            if wait > self._patience or waiting > self._most_waiting:
                raise Overloaded(timedelta(seconds=wait))
            self._present += 1

    def _leave(self) -> None:
        with self._lock:
            self._present -= 1

    def _do(self, work: Callable[[], T], due: float) -> T:
        began = self._clock()
        if began > due:  # turns have become much longer since
            raise Overloaded(timedelta(seconds=self._patience))
        try:
            return work()
        finally:
            with self._lock:
                self._takes += _RECENT * (self._clock() - began - self._takes)


def _yield_to_others() -> None:
    """Have this thread run when others need not: Linux alone has a priority for each."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.nice(_YIELDING)
