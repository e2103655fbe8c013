"""A connection to a SQLite file, as the repositories use it.

What takes no time is done on the event loop itself, for to go to a thread and come back takes longer than to find a
row. What takes long is done in a thread (ADR 39).
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.executor import NOTHING, Connection, Procedure, Row, Statement, Values, step_by_step
from todoauth.adapters.sql.sqlite.failures import failures
from todoauth.adapters.sql.sqlite.handle import Handle
from todoauth.adapters.sql.sqlite.long_reading import LongReading

T = TypeVar("T")


class Elsewhere(Protocol):
    """Does what takes long on a connection of the driver, in a thread."""

    def __call__(self, work: Callable[[sqlite3.Connection], T], /) -> Awaitable[T]: ...


class SqliteConnection(Connection):
    """Runs statements on `handle`, and `elsewhere` if they take long."""

    __slots__ = ("_elsewhere", "_handle", "_words")

    def __init__(self, handle: Handle, words: Words, elsewhere: Elsewhere) -> None:
        self._handle: Handle | None = handle
        self._words = words
        self._elsewhere = elsewhere

    @property
    def can_return(self) -> bool:
        return True

    async def one(self, statement: Statement, values: Values = NOTHING) -> Row | None:
        found = await (self._changed(statement, values) if statement.changes else self.all(statement, values))
        return next(iter(found), None)

    async def all(self, statement: Statement, values: Values = NOTHING) -> Sequence[Row]:
        compiled = self._words(statement)
        text, arguments = compiled.text, compiled.arguments(values)
        with failures(compiled.table):
            found = self._own.read(text, arguments)
            if found is not None:
                return compiled.rows(found)
            reading = LongReading(text, arguments)
            try:
                return compiled.rows(await self._elsewhere(reading))
            finally:
                reading.end()

    async def run(self, statement: Statement, values: Values = NOTHING) -> int:
        compiled, handle = self._words(statement), self._own
        text, arguments = compiled.text, compiled.arguments(values)
        with failures(compiled.table):
            if compiled.removes:  # may take much along, all that a user has
                return await self._elsewhere(lambda raw: raw.execute(text, arguments).rowcount)
            return handle.raw.execute(text, arguments).rowcount

    async def _changed(self, statement: Statement, values: Values) -> Sequence[Row]:
        compiled = self._words(statement)
        with failures(compiled.table):
            return compiled.rows(self._own.raw.execute(compiled.text, compiled.arguments(values)).fetchall())

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        # Nothing has to be locked: nobody else writes.
        return await step_by_step(self, procedure.steps, values)

    def let_go(self) -> None:
        """Do nothing any more for whoever still holds this."""
        self._handle = None

    @property
    def _own(self) -> Handle:
        if self._handle is None:
            raise RuntimeError("the block that this connection belongs to was left")
        return self._handle
