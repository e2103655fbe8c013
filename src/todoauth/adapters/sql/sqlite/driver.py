"""SQLite as a database for many: one writer, and readers that never wait for it."""

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from todoauth.adapters.sql.executor import Connection, Driver
from todoauth.adapters.sql.sqlite.autocommit import SqliteAutocommit
from todoauth.adapters.sql.sqlite.blocks import Shared, Transaction
from todoauth.adapters.sql.sqlite.connection import SqliteConnection
from todoauth.adapters.sql.sqlite.failures import failures
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.adapters.sql.sqlite.handle import Handle
from todoauth.adapters.sql.sqlite.readers import Readers
from todoauth.adapters.sql.sqlite.threads import Threads
from todoauth.adapters.sql.sqlite.words import words
from todoauth.adapters.sql.sqlite.writer import Writer


class SqliteDriver(Driver):
    """One connection that writes, one on which everybody reads what takes no time, and `readers` for what takes long.

    Args:
        patience: how many seconds to wait for one of the `readers`; a writer waits as long as for a lock of the file.
    """

    def __init__(self, file: SqliteFile, *, readers: int = 4, patience: float = 1.0) -> None:
        self._file = file
        self._words = words()
        self._threads = Threads(readers)
        self._readers = Readers(file, self._threads, most=readers, patience=patience)
        self._reading, self._autocommit = Shared(), Shared()
        self._writer = Writer(patience=file.patience)
        self._opened: list[sqlite3.Connection] = []

    @property
    def can_return(self) -> bool:
        return True

    async def open(self) -> None:
        """Open the file.

        Raises:
            Unavailable: it cannot be opened.
        """
        try:
            self._writer.open(await self._connected(writes=True))
            near = Handle(await self._connected(writes=False))
        except BaseException:
            await self.close()
            raise
        self._reading.open(SqliteConnection(near, self._words, self._readers.do))
        self._autocommit.open(SqliteAutocommit(near, self._words, self._readers.do, self._writer))

    async def close(self) -> None:
        for shared in (self._reading, self._autocommit):
            await shared.close()
        await self._readers.close()
        await self._writer.close()
        while self._opened:
            # In a thread: the last one to leave tidies the file up.
            await self._threads.do(self._opened.pop().close)
        self._threads.close()

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        return Transaction(self._writer, self._words)

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return self._reading

    def autocommit(self) -> AbstractAsyncContextManager[Connection]:
        return self._autocommit

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[None, None]:
        with failures():
            held = await self._threads.do(self._file.hold)
        try:
            yield
        finally:
            held.close()

    async def _connected(self, *, writes: bool) -> sqlite3.Connection:
        with failures():
            raw = await self._threads.do(partial(self._file.connect, writes=writes))
        self._opened.append(raw)
        return raw
