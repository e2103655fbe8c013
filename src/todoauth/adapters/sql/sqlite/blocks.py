"""What a connection is lent for. Classes, not generators: every request enters one."""

import asyncio
from contextlib import AbstractAsyncContextManager

from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.executor import Connection
from todoauth.adapters.sql.sqlite.connection import SqliteConnection
from todoauth.adapters.sql.sqlite.writer import Writer
from todoauth.domain.errors import Unavailable


class Shared(AbstractAsyncContextManager[Connection]):
    """Lends one and the same connection to everybody: nobody keeps it from others for longer than a statement takes."""

    def __init__(self) -> None:
        self._lent: Connection | None = None
        self._present = 0
        self._are_gone = asyncio.Event()

    def open(self, connection: Connection) -> None:
        """Lend this one from now on."""
        self._lent = connection

    async def close(self) -> None:
        """Lend nothing any more, and wait until nobody has anything."""
        self._lent = None
        if self._present:
            await self._are_gone.wait()

    async def __aenter__(self) -> Connection:
        if self._lent is None:
            raise Unavailable
        self._present += 1
        return self._lent

    async def __aexit__(self, *_: object) -> None:
        self._present -= 1
        if not self._present and self._lent is None:
            self._are_gone.set()


class Transaction(AbstractAsyncContextManager[Connection]):
    """What is done on its connection happens, or nothing of it. Whatever it reads nobody else changes meanwhile."""

    __slots__ = ("_lent", "_words", "_writer")

    def __init__(self, writer: Writer, words: Words) -> None:
        self._writer = writer
        self._words = words

    async def __aenter__(self) -> Connection:
        handle = await self._writer.begin()
        self._lent = SqliteConnection(handle, self._words, self._writer.do)
        return self._lent

    async def __aexit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        self._lent.let_go()
        try:
            if error is None:
                await self._writer.commit()
        finally:
            self._writer.end()
