"""Where reading takes place that the event loop cannot wait for."""

import sqlite3
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from todoauth.adapters.sql.places import Places
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.adapters.sql.sqlite.threads import Threads

T = TypeVar("T")


class Readers:
    """At most `most` connections that read, opened when they are needed, each lent for one piece of work.

    Args:
        patience: how many seconds to wait for one.
    """

    def __init__(self, file: SqliteFile, threads: Threads, *, most: int, patience: float) -> None:
        self._file = file
        self._threads = threads
        self._most = most
        self._places = Places(most, patience)
        self._idle: deque[sqlite3.Connection] = deque()

    async def do(self, work: Callable[[sqlite3.Connection], T], /) -> T:
        """Do `work` in a thread and return what it returns.

        Raises:
            Unavailable: all are in use for too long.
        """
        await self._places.take()
        try:
            return await self._threads.do(partial(self._done, work))
        finally:
            self._places.leave()

    async def close(self) -> None:
        """Wait for what is under way, then let go of every connection. Another time does nothing."""
        while self._most:
            self._most -= 1
            await self._places.take(patiently=True)
        while self._idle:
            await self._threads.do(self._idle.pop().close)

    def _done(self, work: Callable[[sqlite3.Connection], T]) -> T:
        raw = self._lent()
        try:
            return work(raw)
        finally:
            self._idle.append(raw)

    def _lent(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:  # other threads take some, too
            return self._file.connect(writes=False)
