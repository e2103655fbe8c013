"""SQLite as a database for many: one writer, a few readers that never wait for it."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from functools import partial

from sqlalchemy.dialects.sqlite import dialect

from todoauth.adapters.sql.compiled import Compiler
from todoauth.adapters.sql.executor import Connection, Driver
from todoauth.adapters.sql.sqlite.codecs import CODECS
from todoauth.adapters.sql.sqlite.connection import SqliteConnection, finished
from todoauth.adapters.sql.sqlite.failures import failures
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.domain.errors import Contended, Unavailable

_SOON = timedelta(seconds=1)


class SqliteDriver(Driver):
    """One writing connection and `readers` reading ones, each in the hands of one task at a time.

    Args:
        readers: how many can read at once.
        patience: how many seconds a reader waits for a connection; a writer waits as long as for a lock of the file.
    """

    def __init__(self, file: SqliteFile, *, readers: int = 4, patience: float = 1.0) -> None:
        self._file = file
        self._patience = patience
        self._compiler = Compiler(dialect(), CODECS)
        self._threads = ThreadPoolExecutor(1 + readers, thread_name_prefix="sqlite")
        self._writers = asyncio.Queue[SqliteConnection](1)
        self._readers = asyncio.LifoQueue[SqliteConnection](readers)
        self._opened: list[asyncio.Queue[SqliteConnection]] = []

    async def open(self) -> None:
        """Open the file.

        Raises:
            Unavailable: it cannot be opened.
        """
        try:
            for idle, writes in ((self._writers, True), (self._readers, False)):
                while not idle.full():
                    idle.put_nowait(await self._connected(writes=writes))
                    self._opened.append(idle)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        while self._opened:
            connection = await self._opened.pop().get()
            # In a thread: the last one to leave tidies the file up.
            await finished(self._threads, connection.close)
        self._threads.shutdown()

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[None, None]:
        with failures():
            held = await finished(self._threads, self._file.hold)
        try:
            yield
        finally:
            held.close()

    async def _connected(self, *, writes: bool) -> SqliteConnection:
        with failures():
            raw = await finished(self._threads, partial(self._file.connect, writes=writes))
        return SqliteConnection(raw, self._compiler, self._threads)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Connection, None]:
        lent = _lent(self._writers, self._file.patience, Contended(_SOON))
        async with lent as writer, writer.transaction():
            yield writer

    def autocommit(self) -> AbstractAsyncContextManager[Connection]:
        return _lent(self._writers, self._file.patience, Contended(_SOON))

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return _lent(self._readers, self._patience, Unavailable(_SOON))


@asynccontextmanager
async def _lent(
    idle: asyncio.Queue[SqliteConnection], patience: float, otherwise: Unavailable
) -> AsyncGenerator[SqliteConnection, None]:
    """Lend a connection to one task; raise `otherwise` when none comes back within `patience` seconds."""
    try:
        async with asyncio.timeout(patience):
            connection = await idle.get()
    except TimeoutError:
        raise otherwise from None
    try:
        yield connection
    finally:
        idle.put_nowait(connection)
