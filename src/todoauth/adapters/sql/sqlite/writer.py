"""The connection that writes."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import chain, repeat
from typing import Final, TypeVar

from todoauth.adapters.sql.places import Places
from todoauth.adapters.sql.sqlite.failures import failures, primary
from todoauth.adapters.sql.sqlite.handle import Handle
from todoauth.adapters.sql.sqlite.threads import Threads
from todoauth.domain.errors import Contended, Unavailable

T = TypeVar("T")

_PAUSES: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05)  # seconds, and the last one over and over


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
        self._in_line = 0
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
                await self._when_nobody_else_writes(self._lock)
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

    async def do_alone(self, work: Callable[[sqlite3.Connection], T], /) -> T:
        """Do `work`, one statement, as a transaction of its own.

        Where others do the same just now, it stands in line with them for the thread, which need not wait for the loop
        in between; unless somebody waits for a transaction.
        """
        if not self._in_line or self._places.are_wanted():
            await self._take()
        self._in_line += 1
        try:
            return await self._when_nobody_else_writes(
                lambda: self._thread.do(partial(work, self._own.raw), patience=self._patience)
            )
        finally:
            self._in_line -= 1
            if not self._in_line:
                self._places.leave()

    async def _take(self) -> None:
        if self._is_closed:
            raise Unavailable
        await self._places.take()

    async def _lock(self) -> None:
        self._own.raw.execute("BEGIN IMMEDIATE")

    async def _when_nobody_else_writes(self, work: Callable[[], Awaitable[T]]) -> T:
        """Try it until no other process is in the way. SQLite, in a thread, would ask now and then just so."""
        loop = asyncio.get_running_loop()
        give_up_at = loop.time() + self._patience
        pauses = chain(_PAUSES, repeat(_PAUSES[-1]))
        while True:
            try:
                return await work()
            except sqlite3.OperationalError as error:
                if primary(error) != sqlite3.SQLITE_BUSY or loop.time() > give_up_at:
                    raise
            await asyncio.sleep(next(pauses))

    @property
    def _own(self) -> Handle:
        if self._handle is None:
            raise Unavailable  # nobody has opened it yet
        return self._handle
