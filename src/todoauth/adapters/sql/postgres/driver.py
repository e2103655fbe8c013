"""PostgreSQL as a database for many: a pool of connections, each with a bound on everything."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import timedelta
from typing import Final

from todoauth.adapters.sql.executor import LONGEST, Connection, Driver
from todoauth.adapters.sql.places import Places
from todoauth.adapters.sql.postgres.failures import failures
from todoauth.adapters.sql.postgres.hosts import connected
from todoauth.adapters.sql.postgres.loan import Loan, Transaction, WritingLoan
from todoauth.adapters.sql.postgres.pool import Pool, Raw
from todoauth.adapters.sql.postgres.words import words
from todoauth.domain.errors import Contended

_SETTINGS: Final = {
    "application_name": "todoauth",
    "statement_timeout": f"{LONGEST}s",
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

    def __init__(self, url: str, *, connections: int = 8, patience: float = 1.0) -> None:
        self._url = url
        self._connect_within = patience * 0.8  # sooner than whoever waits for it gives up: they are to be told why
        self._words = words()
        self._pool = Pool(self._connected, most=connections, patience=patience)
        self._writers = Places(max(1, connections - _KEPT_FOR_READING), patience)

    @property
    def can_return(self) -> bool:
        return True

    async def open(self) -> None:
        """Nothing is to be done: connections are made when they are needed."""

    async def close(self) -> None:
        # Whoever is cut short here lets go of every connection at once; one that leads nowhere would be waited for.
        with suppress(TimeoutError):
            async with asyncio.timeout(_PARTING):
                await self._pool.close()

    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        return Transaction(self._pool, self._words, self._writers)

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return Loan(self._pool, self._words)

    def autocommit(self) -> AbstractAsyncContextManager[Connection]:
        return WritingLoan(self._pool, self._words, self._writers)

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

    async def _connected(self) -> Raw:
        raw = await connected(
            self._url,
            patience=self._connect_within,
            command_timeout=_SILENCE,
            statement_cache_size=_STATEMENTS,
            server_settings=_SETTINGS,
        )
        try:
            with failures(raw.is_closed):
                await _bound(raw)
        except BaseException:
            raw.terminate()  # nobody else knows of it yet
            raise
        return raw


async def _bound(connection: Raw) -> None:
    """Bound a transaction as a whole: between the halves of a statement none of the other time-outs holds."""
    if connection.get_server_version().major >= _KNOWS_TRANSACTION_TIMEOUT:
        await connection.execute("SET transaction_timeout = '10s'")
