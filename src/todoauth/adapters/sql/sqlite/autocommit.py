"""Writing without a transaction around it."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

from todoauth.adapters.sql.compiled import Compiled, Words
from todoauth.adapters.sql.executor import NOTHING, Procedure, Row, Statement, Values
from todoauth.adapters.sql.sqlite.blocks import Transaction
from todoauth.adapters.sql.sqlite.connection import Elsewhere, SqliteConnection
from todoauth.adapters.sql.sqlite.failures import failures
from todoauth.adapters.sql.sqlite.handle import Handle
from todoauth.adapters.sql.sqlite.writer import Writer

T = TypeVar("T")


class SqliteAutocommit(SqliteConnection):
    """Reads on `handle`, and elsewhere what takes long; has each statement that writes done and kept in one go."""

    __slots__ = ("_writer",)

    def __init__(self, handle: Handle, words: Words, elsewhere: Elsewhere, writer: Writer) -> None:
        super().__init__(handle, words, elsewhere)
        self._writer = writer

    async def run(self, statement: Statement, values: Values = NOTHING) -> int:
        return await self._done(self._words(statement), values, lambda cursor: cursor.rowcount)

    async def _changed(self, statement: Statement, values: Values) -> Sequence[Row]:
        compiled = self._words(statement)
        return compiled.rows(await self._done(compiled, values, sqlite3.Cursor.fetchall))

    async def _done(self, compiled: Compiled, values: Values, told: Callable[[sqlite3.Cursor], T]) -> T:
        text, arguments = compiled.text, compiled.arguments(values)
        with failures(compiled.table):
            return await self._writer.do_together(lambda raw: told(raw.execute(text, arguments)))

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        if len(procedure.steps) == 1:
            return await self.run(procedure.steps[0], values)
        async with Transaction(self._writer, self._words) as whole:
            return await whole.call(procedure, values)
