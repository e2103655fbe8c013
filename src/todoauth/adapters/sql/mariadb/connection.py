"""One connection to MariaDB or MySQL."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

from sqlalchemy import CursorResult
from sqlalchemy.ext.asyncio import AsyncConnection

from todoauth.adapters.sql.compiled import Compiled, Words
from todoauth.adapters.sql.executor import NOTHING, Connection, Procedure, Row, Statement, Values, step_by_step
from todoauth.adapters.sql.mariadb.engine import SILENCE
from todoauth.adapters.sql.mariadb.failures import failures
from todoauth.domain.errors import Unavailable


class MariaDbConnection(Connection):
    """Runs statements through SQLAlchemy's connection, which knows when the driver's is not to be used again."""

    def __init__(self, raw: AsyncConnection, words: Words) -> None:
        self._raw = raw
        self._words = words

    @property
    def can_return(self) -> bool:
        return False

    async def one(self, statement: Statement, values: Values = NOTHING) -> Row | None:
        return next(iter(await self.all(statement, values)), None)

    async def all(self, statement: Statement, values: Values = NOTHING) -> Sequence[Row]:
        compiled = self._words(statement)
        return compiled.rows((await self._executed(compiled, values)).all())

    async def run(self, statement: Statement, values: Values = NOTHING) -> int:
        return (await self._executed(self._words(statement), values)).rowcount

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        async with MariaDbTransaction(self._raw, self._words).whole() as whole:
            return await whole.call(procedure, values)

    # Any: the columns of a row, as the driver has them.
    async def _executed(self, compiled: Compiled, values: Mapping[str, object]) -> CursorResult[Any]:
        return await self._said(compiled.text, tuple(compiled.arguments(values)), table=compiled.table)

    async def _said(
        self, text: str, arguments: tuple[object, ...] = (), *, table: str | None = None
    ) -> CursorResult[Any]:
        with failures(table):
            async with asyncio.timeout(SILENCE):
                return await self._raw.exec_driver_sql(text, arguments)


class MariaDbTransaction(MariaDbConnection):
    """Runs statements that stand or fall together."""

    _failure: Unavailable | None = None

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        if procedure.lock is not None:
            await self.all(procedure.lock, values)
        return await step_by_step(self, procedure.steps, values)

    @asynccontextmanager
    async def whole(self) -> AsyncGenerator[Self, None]:
        """Commit on leaving, undo on raising."""
        try:
            await self._said("START TRANSACTION")
            yield self
            await self._said("COMMIT")
        except BaseException:
            if not self._raw.invalidated:
                await self._undo()
            raise

    async def _undo(self) -> None:
        try:
            await super()._said("ROLLBACK")
        except Unavailable:
            # What went wrong before is told, not this. Whoever is next must not find what is not undone.
            await self._raw.invalidate()

    async def _said(
        self, text: str, arguments: tuple[object, ...] = (), *, table: str | None = None
    ) -> CursorResult[Any]:
        # A deadlock undoes what was done so far, and the rest would then stand alone.
        if self._failure is not None:
            raise self._failure
        try:
            return await super()._said(text, arguments, table=table)
        except Unavailable as failure:
            self._failure = failure
            raise
