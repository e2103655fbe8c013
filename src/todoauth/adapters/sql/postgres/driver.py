"""PostgreSQL as a database for many: a pool of connections, each with a bound on everything."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import Any, Final, TypeVar

import asyncpg
from sqlalchemy import make_url

from todoauth.adapters.sql.compiled import Compiler
from todoauth.adapters.sql.executor import Connection, Driver
from todoauth.adapters.sql.postgres.codecs import CODECS
from todoauth.adapters.sql.postgres.connection import PostgresConnection, is_gone
from todoauth.adapters.sql.postgres.failures import failures, leads_astray
from todoauth.adapters.sql.postgres.hosts import connected
from todoauth.domain.errors import Contended, Unavailable

T = TypeVar("T")

_SETTINGS: Final = {
    "application_name": "todoauth",
    "statement_timeout": "2s",
    "lock_timeout": "1s",
    "idle_in_transaction_session_timeout": "5s",
    # Should this machine vanish, its locks go with it.
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "5",
}
_KNOWS_TRANSACTION_TIMEOUT: Final = 17  # the first version of PostgreSQL
# A process that vanished must not be taken for one that serves, so the server asks for a sign of life.
_HELD: Final = {"application_name": "todoauth-served", "tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5"}
_SERVED: Final = 0x7365727665  # "serve": the advisory lock of the only process
_SILENCE: Final = 4.0  # seconds after which a server that should have timed out by itself counts as gone
_PARTING: Final = 10.0  # seconds for what is under way: longer than a transaction can be idle
_STATEMENTS: Final = 256  # there are fewer, so none is ever prepared twice
_KEPT_FOR_READING: Final = 2
_SOON: Final = timedelta(seconds=1)


class PostgresDriver(Driver):
    """At most `connections` connections, made when they are needed: it opens without a server, too.

    Args:
        url: `postgresql://…` as libpq knows it, several hosts included.
        connections: two of them are kept for reading, so that waiting writers never stop all readers.
        patience: how many seconds to wait for a connection, and for it to be made.
    """

    _pool: "asyncpg.Pool[asyncpg.Record]"

    def __init__(self, url: str, *, connections: int = 8, patience: float = 1.0) -> None:
        self._url = url
        self._connections = connections
        self._patience = patience
        self._compiler = Compiler(make_url("postgresql+asyncpg://").get_dialect()(), CODECS)
        self._writers = asyncio.Semaphore(max(1, connections - _KEPT_FOR_READING))

    async def open(self) -> None:
        # Sooner than whoever waits for it gives up: they are to be told why.
        connect: Any = partial(connected, patience=self._patience * 0.8)  # Any: its type names every option
        self._pool = await asyncpg.create_pool(
            self._url,
            min_size=0,
            max_size=self._connections,
            connect=connect,
            command_timeout=_SILENCE,
            statement_cache_size=_STATEMENTS,
            server_settings=_SETTINGS,
            init=_bound,
            reset=_leave_as_it_is,
        )

    async def close(self) -> None:
        # Whoever is cut short here lets go of every connection at once; one that leads nowhere would be waited for.
        with suppress(TimeoutError):
            async with asyncio.timeout(_PARTING):
                await self._pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Connection, None]:
        await self._in_time(self._writers.acquire())
        try:
            async with self._lent() as connection, connection.transaction():
                yield connection
        finally:
            self._writers.release()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Connection, None]:
        async with self._lent() as connection:
            yield connection

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[None, None]:
        held = await connected(self._url, server_settings=_HELD, patience=_SILENCE)
        try:
            if not await held.fetchval("SELECT pg_try_advisory_lock($1)", _SERVED):
                raise Contended(_SOON)
            yield
        finally:
            with suppress(TimeoutError):  # one that leads nowhere
                await held.close(timeout=_SILENCE)

    @asynccontextmanager
    async def _lent(self) -> AsyncGenerator[PostgresConnection, None]:
        with failures(self._pool.is_closing):
            raw = await self._in_time(self._pool.acquire())
        try:
            yield PostgresConnection(raw, self._compiler)
        except Unavailable as error:
            if leads_astray(error):
                # Where this one led, the others lead: all are made anew before they are used again.
                await self._pool.expire_connections()
                if not is_gone(raw):
                    raw.terminate()
            raise
        finally:
            # The pool lets go of what it cannot get back. What was done is done, and who gave up has given up.
            with suppress(Unavailable), failures(partial(is_gone, raw)):
                await self._pool.release(raw, timeout=self._patience)

    async def _in_time(self, waiting: Awaitable[T]) -> T:
        try:
            async with asyncio.timeout(self._patience):
                return await waiting
        except TimeoutError:
            raise Unavailable(_SOON) from None


async def _bound(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Bound a transaction as a whole: between the halves of a statement none of the other time-outs holds."""
    if connection.get_server_version().major >= _KNOWS_TRANSACTION_TIMEOUT:
        await connection.execute("SET transaction_timeout = '10s'")


async def _leave_as_it_is(_: object) -> None:
    """Spare the round trip that would reset the session: nothing here ever changes it."""
