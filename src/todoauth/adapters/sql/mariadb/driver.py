"""MariaDB and MySQL as databases for many: a pool of connections, each with a bound on everything."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Final

from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from todoauth.adapters.sql.executor import Connection, Driver
from todoauth.adapters.sql.mariadb.address import MariaDbAddress
from todoauth.adapters.sql.mariadb.connection import MariaDbConnection, MariaDbTransaction
from todoauth.adapters.sql.mariadb.engine import BOUNDED, BY_HAND, IDLE, SILENCE, engine
from todoauth.adapters.sql.mariadb.failures import failures, leads_astray
from todoauth.adapters.sql.mariadb.generations import Generations
from todoauth.adapters.sql.mariadb.locks import SERVED, keep_awake, locked
from todoauth.adapters.sql.mariadb.words import words
from todoauth.adapters.sql.places import Places
from todoauth.domain.errors import Contended, Unavailable

_KEPT_FOR_READING: Final = 2
_PARTING: Final = 10.0  # seconds for what is under way: longer than a transaction can be idle
_SOON: Final = timedelta(seconds=1)


class MariaDbDriver(Driver):
    """At most `connections` connections, made when they are needed: it opens without a server, too.

    Args:
        connections: two of them are kept for reading, so that waiting writers never stop all readers.
        patience: how many seconds to wait for a connection, and for it to be made.
    """

    _engine: AsyncEngine
    _generations: Generations

    def __init__(self, address: MariaDbAddress, *, connections: int = 8, patience: float = 1.0) -> None:
        self._address = address
        self._connections = connections
        self._patience = patience
        self._words = words()
        self._places = Places(connections, patience)
        self._writers = Places(max(1, connections - _KEPT_FOR_READING), patience)
        self._is_closed = False

    @property
    def can_return(self) -> bool:
        return False

    async def open(self) -> None:
        with failures():
            self._engine = engine(
                self._address,
                bounds=BOUNDED,
                # Sooner than whoever waits for it gives up: they are to be told why.
                patience=self._patience * 0.8,
                pool_size=self._connections,
                # The fewer are in use, the fewer prepare the same statements.
                pool_use_lifo=True,
                # Before the server ends them.
                pool_recycle=IDLE // 2,
                **BY_HAND,
            )
            self._generations = Generations(self._engine)

    async def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(_PARTING):
                    for _ in range(self._connections):
                        await self._places.take(patiently=True)
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(SILENCE):
                    await self._engine.dispose()
            # What was cut off ends in the next turn of the loop, of which there may be none.
            await asyncio.sleep(0)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Connection, None]:
        async with self._lent_to_write() as raw, MariaDbTransaction(raw, self._words).whole() as connection:
            yield connection

    @asynccontextmanager
    async def autocommit(self) -> AsyncGenerator[Connection, None]:
        async with self._lent_to_write() as raw:
            yield MariaDbConnection(raw, self._words)

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Connection, None]:
        async with self._lent() as raw:
            yield MariaDbConnection(raw, self._words)

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[None, None]:
        with failures():
            keeper = engine(self._address, poolclass=NullPool, **BY_HAND)
            held = await keeper.connect()
        try:
            with failures():
                if not await locked(held, SERVED, patience=0):
                    raise Contended(_SOON)
            awake = asyncio.create_task(keep_awake(held))
            try:
                yield
            finally:
                awake.cancel()
                await asyncio.wait([awake])
        finally:
            with suppress(TimeoutError):  # one that leads nowhere
                async with asyncio.timeout(SILENCE):
                    await held.close()

    @asynccontextmanager
    async def _lent_to_write(self) -> AsyncGenerator[AsyncConnection, None]:
        await self._writers.take()
        try:
            async with self._lent() as raw:
                yield raw
        finally:
            self._writers.leave()

    @asynccontextmanager
    async def _lent(self) -> AsyncGenerator[AsyncConnection, None]:
        await self._places.take()
        try:
            raw = await self._connected()
            generation = self._generations.current
            try:
                yield raw
            except Unavailable as error:
                if leads_astray(error):
                    # Where this one led, the others lead: all are made anew before they are used again.
                    self._generations.end(generation)
                    await raw.invalidate()
                raise
            finally:
                if self._is_closed:  # nobody lets go any more of what goes back to the pool
                    await raw.invalidate()
                await raw.close()
        finally:
            self._places.leave()

    async def _connected(self) -> AsyncConnection:
        try:
            async with asyncio.timeout(self._patience):
                with failures():
                    return await self._engine.connect()
        except TimeoutError:
            raise Unavailable(_SOON) from None
