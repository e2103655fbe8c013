"""Threads for what would keep the event loop waiting."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from queue import SimpleQueue
from threading import Thread
from typing import Final, Generic, TypeVar, cast

from todoauth.domain.errors import Contended

T = TypeVar("T")

_SOON: Final = timedelta(seconds=1)


class Threads:
    """At most `most` threads, started when they are needed.

    The executor of the standard library does the same, and takes two to five times as long to come and go.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way = 0
        self._jobs: SimpleQueue[_Job[object] | None] = SimpleQueue()
        self._threads: list[Thread] = []

    async def do(self, work: Callable[[], T], *, patience: float | None = None) -> T:
        """Do `work` in a thread and return what it returns.

        A thread cannot be stopped: whoever is cancelled meanwhile waits for its end before going on, so that nothing
        else happens to what it works on. What has not begun by then never will.

        Args:
            patience: how many seconds to wait for it to begin.

        Raises:
            Contended: it has not begun in time.
        """
        job = _Job(work)
        self._under_way += 1
        if len(self._threads) < min(self._under_way, self._most):
            self._start()
        self._jobs.put(cast("_Job[object]", job))
        try:
            return await (job.result() if patience is None else job.result_within(patience))
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Let go of the threads, which have nothing to do any more."""
        for _ in self._threads:
            self._jobs.put(None)
        while self._threads:
            self._threads.pop().join()

    def _start(self) -> None:
        # A daemon: who never closes the database can still end the process.
        thread = Thread(target=self._work, name="sqlite", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            del job  # it holds what somebody else may be waiting to see go


class _Job(Generic[T]):
    """Something to be done, and who waits for it."""

    __slots__ = ("_error", "_has_ended", "_loop", "_result", "_turn", "_work")

    _result: T

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = [work]  # whoever takes it out, the thread or the loop, decides what becomes of it
        self._loop = asyncio.get_running_loop()
        self._turn = self._loop.create_future()
        self._error: BaseException | None = None
        self._has_ended = False

    def run(self) -> None:
        """Do it, in whatever thread this is, unless nobody wants it any more."""
        try:
            work = self._work.pop()
        except IndexError:
            return
        try:
            self._result = work()
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            self._error = error
        with suppress(RuntimeError):  # the loop was closed, and nobody waits
            self._loop.call_soon_threadsafe(self._end)

    async def result(self) -> T:
        """Wait for its end."""
        cancelled: asyncio.CancelledError | None = None
        while not self._has_ended:
            try:
                await self._turn
            except asyncio.CancelledError as error:
                if self._is_withdrawn():
                    raise
                cancelled, self._turn = error, self._loop.create_future()
        failure, self._error = cancelled or self._error, None
        if failure is not None:
            raise failure
        return self._result

    async def result_within(self, patience: float) -> T:
        """Wait for its end, unless it has not begun after so many seconds."""
        end = self._loop.call_later(patience, self._give_up)
        try:
            return await self.result()
        finally:
            end.cancel()

    def _is_withdrawn(self) -> bool:
        try:
            self._work.pop()
        except IndexError:
            return False
        return True

    def _give_up(self) -> None:
        if not self._turn.done() and self._is_withdrawn():
            self._turn.set_exception(Contended(_SOON))

    def _end(self) -> None:
        self._has_ended = True
        if not self._turn.done():
            self._turn.set_result(None)
