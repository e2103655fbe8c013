"""Connections to PostgreSQL, lent to one task at a time.

The driver's own pool makes a task and a proxy for every loan, which costs as much as a short query.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

import asyncpg

from todoauth.adapters.sql.places import Places
from todoauth.adapters.sql.postgres.failures import failures
from todoauth.domain.errors import Unavailable

Raw: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class Pool:
    """At most `most` connections, made when they are needed; the one that was used last is lent first.

    Args:
        connect: makes one, or raises `Unavailable`.
        patience: how many seconds to wait for one.
    """

    def __init__(self, connect: Callable[[], Awaitable[Raw]], *, most: int, patience: float) -> None:
        self._connect = connect
        self._most = most
        self._places = Places(most, patience)
        self._idle: list[Raw] = []
        self._lent: set[Raw] = set()
        self._outdated: set[Raw] = set()
        self._is_closed = False

    async def lend(self) -> Raw:
        """Return a connection, to be given back.

        Raises:
            Unavailable: all are in use for too long, none can be made, or the pool is closed.
        """
        await self._places.take()
        try:
            raw = self._usable() or await self._made()
        except BaseException:
            self._places.leave()
            raise
        self._lent.add(raw)
        return raw

    def take_back(self, raw: Raw) -> None:
        """Keep a connection for whoever is next, unless it is lost, outdated or in the middle of something."""
        self._lent.discard(raw)
        if raw in self._outdated or (not raw.is_closed() and raw.is_in_transaction()):
            self._outdated.discard(raw)
            raw.terminate()
        elif not raw.is_closed():
            self._idle.append(raw)
        self._places.leave()

    def expire(self) -> None:
        """Let no connection that there is now be used again."""
        self._outdated |= self._lent
        while self._idle:
            self._idle.pop().terminate()

    async def close(self) -> None:
        """Wait for what is lent, then let go of every connection. Who is cut short lets go of them at once.

        Once it has begun, another time does nothing.
        """
        if self._is_closed:
            return
        self._is_closed = True
        try:
            for _ in range(self._most):
                await self._places.take(patiently=True)
            for raw in self._idle:
                with suppress(Unavailable), failures(raw.is_closed):
                    await raw.close()
        finally:
            for raw in (*self._idle, *self._lent):
                raw.terminate()

    def _usable(self) -> "Raw | None":
        if self._is_closed:
            raise Unavailable
        while self._idle:
            raw = self._idle.pop()
            if not raw.is_closed():
                return raw
        return None

    async def _made(self) -> Raw:
        raw = await self._connect()
        if self._is_closed:  # meanwhile, and perhaps nobody waits for what is lent any more
            raw.terminate()
            raise Unavailable
        return raw
