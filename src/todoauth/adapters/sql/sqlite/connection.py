"""One connection to a SQLite file. Its work is done in threads, so the event loop never waits for the disk."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager, suppress
from typing import Self, TypeVar

from sqlalchemy import Select

from todoauth.adapters.sql.compiled import Compiled, Compiler
from todoauth.adapters.sql.executor import Connection, Procedure, Row, Statement
from todoauth.adapters.sql.sqlite.failures import failures

T = TypeVar("T")


class SqliteConnection(Connection):
    """Runs statements in `threads`, one at a time."""

    def __init__(self, raw: sqlite3.Connection, compiler: Compiler, threads: Executor) -> None:
        self._raw = raw
        self._compiled = compiler
        self._threads = threads

    async def one(self, statement: Statement, **values: object) -> Row | None:
        return next(iter(await self.all(statement, **values)), None)

    async def all(self, statement: Statement, **values: object) -> Sequence[Row]:
        rows, _ = await self._executed(self._compiled(statement), values)
        return rows

    async def run(self, statement: Statement, **values: object) -> int:
        _, matched = await self._executed(self._compiled(statement), values)
        return matched

    async def call(self, procedure: Procedure, **values: object) -> int:
        if not self._raw.in_transaction:
            async with self.transaction():
                return await self.call(procedure, **values)
        *before, last = (step for step in procedure.steps if not isinstance(step, Select))  # nobody else writes
        for step in before:
            await self.run(step, **values)
        return await self.run(last, **values)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Self, None]:
        """Commit on leaving, undo on raising. It is the only writer from the start, so nothing it reads goes stale."""
        try:
            await self._say("BEGIN IMMEDIATE")
            yield self
            await self._say("COMMIT")
        finally:
            if self._raw.in_transaction:
                await self._say("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()

    async def _say(self, text: str) -> None:
        with failures():
            await finished(self._threads, lambda: self._raw.execute(text))

    async def _executed(self, compiled: Compiled, values: Mapping[str, object]) -> tuple[Sequence[Row], int]:
        def execute() -> tuple[Sequence[Row], int]:
            cursor = self._raw.execute(compiled.text, arguments)
            return [compiled.row(stored) for stored in cursor], cursor.rowcount

        arguments = compiled.arguments(values)
        with failures(compiled.table):
            return await finished(self._threads, execute)


async def finished(threads: Executor, work: Callable[[], T]) -> T:
    """Do `work` in one of the `threads` and return what it returns.

    A thread cannot be stopped: whoever is cancelled meanwhile waits for its end before going on, so that nothing else
    happens to the connection while it is in use.
    """
    future = asyncio.get_running_loop().run_in_executor(threads, work)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        while not future.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([future])
        raise
