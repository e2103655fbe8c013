"""The connection that writes."""

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from todoauth.adapters.sql.places import Places
from todoauth.adapters.sql.sqlite.batches import Batch
from todoauth.adapters.sql.sqlite.failures import failures, primary
from todoauth.adapters.sql.sqlite.handle import Handle
from todoauth.adapters.sql.sqlite.jobs import Job
from todoauth.adapters.sql.sqlite.pauses import pauses
from todoauth.adapters.sql.sqlite.threads import Threads
from todoauth.domain.errors import Contended, Unavailable

T = TypeVar("T")


class Writer:
    """Lends the one connection that writes to one task at a time.

    Args:
        patience: how many seconds to wait for it, and then for a lock that another process holds.
    """

    def __init__(self, *, patience: float) -> None:
        self._thread = Threads(1)
        self._patience = patience
        self._places = Places(1, patience, Contended)
        self._handle: Handle | None = None
        self._batch: Batch | None = None
        self._is_closed = False
        self._changes = 0

    def open(self, raw: sqlite3.Connection) -> None:
        """Lend this one from now on."""
        self._handle = Handle(raw)

    async def close(self) -> None:
        """Lend it no more, and wait until nobody has it."""
        if not self._is_closed:
            self._is_closed = True
            await self._places.take(patiently=True)
            self._thread.close()

    async def begin(self) -> Handle:
        """Begin a transaction, which is to be ended. It is the only writer from the start."""
        await self._take()
        try:
            with failures():
                await self._lock()
        except BaseException:
            self._places.leave()
            raise
        self._changes = self._own.raw.total_changes
        return self._own

    async def commit(self) -> None:
        """Keep what was done, in a thread, since it waits until the disk has it. Nothing is kept at once."""
        raw = self._own.raw
        with failures():
            if raw.total_changes == self._changes:
                raw.execute("COMMIT")
            else:
                await self.do(lambda raw: raw.execute("COMMIT"))

    def end(self) -> None:
        """Undo what was not kept, and let others write. Nothing of it was written yet, so there is no waiting."""
        raw = self._own.raw
        try:
            if raw.in_transaction:
                with failures():
                    raw.execute("ROLLBACK")
        finally:
            self._places.leave()

    async def do(self, work: Callable[[sqlite3.Connection], T], /) -> T:
        """Do `work` in a thread and return what it returns."""
        return await self._thread.do(partial(work, self._own.raw))

    async def do_together(self, work: Callable[[sqlite3.Connection], T], /) -> T:
        """Do `work`, one statement, as a transaction of its own; return once it is kept.

        Whoever else comes for that before its turn has come shares the transaction and the wait for the disk.

        Raises:
            Contended: its turn has not come in time.
        """
        if self._is_closed:
            raise Unavailable
        job = Job(partial(work, self._own.raw))
        if self._batch is None or not self._batch.takes(job):
            self._batch = self._next(job)
        return await job.result(patience=self._patience)

    def _next(self, job: Job[T]) -> Batch:
        """Return a batch with this in it, which stands in line."""
        batch = Batch(self._own.raw, self._thread, self._places.leave)
        batch.takes(job)
        self._places.turn().add_done_callback(lambda _: batch.begin())
        return batch

    async def _take(self) -> None:
        if self._is_closed:
            raise Unavailable
        self._batch = None  # whoever comes now stands behind
        await self._places.take()

    async def _lock(self) -> None:
        """Be the only process that writes."""
        loop, again = asyncio.get_running_loop(), pauses()
        give_up_at = loop.time() + self._patience
        while True:
            try:
                self._own.raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if primary(error) != sqlite3.SQLITE_BUSY or loop.time() > give_up_at:
                    raise
            else:
                return
            await asyncio.sleep(next(again))

    @property
    def _own(self) -> Handle:
        if self._handle is None:
            raise Unavailable  # nobody has opened it yet
        return self._handle
