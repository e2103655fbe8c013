"""One connection to PostgreSQL."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Self

from asyncpg import InterfaceError, Record
from asyncpg.pool import PoolConnectionProxy

from todoauth.adapters.sql.compiled import Compiler
from todoauth.adapters.sql.executor import Connection, Row, Statement
from todoauth.adapters.sql.postgres.failures import failures, leads_astray
from todoauth.domain.errors import Unavailable


class PostgresConnection(Connection):
    """Runs statements on the driver itself, which knows every type that the tables use."""

    def __init__(self, raw: "PoolConnectionProxy[Record]", compiler: Compiler) -> None:
        self._raw = raw
        self._compiled = compiler
        self._failures = partial(failures, partial(is_gone, raw))

    async def one(self, statement: Statement, **values: object) -> Row | None:
        compiled = self._compiled(statement)
        with self._failures():
            return await self._raw.fetchrow(compiled.text, *compiled.arguments(values))

    async def all(self, statement: Statement, **values: object) -> Sequence[Row]:
        compiled = self._compiled(statement)
        with self._failures():
            return await self._raw.fetch(compiled.text, *compiled.arguments(values))

    async def run(self, statement: Statement, **values: object) -> int:
        compiled = self._compiled(statement)
        return int((await self._said(compiled.text, *compiled.arguments(values))).rpartition(" ")[2])

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Self, None]:
        """Commit on leaving, undo on raising."""
        try:
            await self._said("BEGIN ISOLATION LEVEL READ COMMITTED")
            yield self
        except BaseException as error:
            if not is_gone(self._raw) and not leads_astray(error):
                # What went wrong, or that somebody gave up, is told; not that the server left as well.
                with suppress(Unavailable):
                    await self._said("ROLLBACK")
            raise
        if await self._said("COMMIT") != "COMMIT":
            raise RuntimeError("a statement had failed before, so nothing was committed")

    async def _said(self, text: str, *arguments: Any) -> str:  # Any: what the text has places for
        with self._failures():
            return await self._raw.execute(text, *arguments)


def is_gone(raw: "PoolConnectionProxy[Record]") -> bool:
    """Return whether the server, or the way to it, is lost."""
    try:
        return raw.is_closed()
    except InterfaceError:  # the pool took it back the moment it was lost
        return True
