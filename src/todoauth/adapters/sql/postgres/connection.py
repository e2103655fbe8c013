"""One connection to PostgreSQL, in the hands of one task."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.executor import NOTHING, Connection, Procedure, Row, Statement, Values
from todoauth.adapters.sql.postgres.failures import failures, leads_astray
from todoauth.adapters.sql.postgres.pool import Raw
from todoauth.domain.errors import Unavailable


class PostgresConnection(Connection):
    """Runs statements on the driver itself, which knows every type that the tables use."""

    __slots__ = ("_failures", "_raw", "_words")

    def __init__(self, raw: Raw, words: Words) -> None:
        self._raw: Raw | None = raw
        self._words = words
        self._failures = failures(raw.is_closed)

    @property
    def can_return(self) -> bool:
        return True

    async def one(self, statement: Statement, values: Values = NOTHING) -> Row | None:
        compiled = self._words(statement)
        with self._failures:
            return await self._own.fetchrow(compiled.text, *compiled.arguments(values))

    async def all(self, statement: Statement, values: Values = NOTHING) -> Sequence[Row]:
        compiled = self._words(statement)
        with self._failures:
            return await self._own.fetch(compiled.text, *compiled.arguments(values))

    async def run(self, statement: Statement, values: Values = NOTHING) -> int:
        compiled = self._words(statement)
        return int((await self._said(compiled.text, *compiled.arguments(values))).rpartition(" ")[2])

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        return await self.run(procedure.call, values)

    async def begin(self) -> None:
        """Begin a transaction."""
        await self._said("BEGIN ISOLATION LEVEL READ COMMITTED")

    async def commit(self) -> None:
        """Keep what was done.

        Raises:
            RuntimeError: a statement was refused, and yet somebody went on.
        """
        if await self._said("COMMIT") != "COMMIT":
            raise RuntimeError("a statement had failed before, so nothing was committed")

    async def roll_back(self, error: BaseException) -> None:
        """Undo what was done, because of `error`. That the server left as well is not told."""
        if not self._own.is_closed() and not leads_astray(error):
            with suppress(Unavailable):
                await self._said("ROLLBACK")

    def let_go(self) -> Raw:
        """Return the driver's connection. Whoever still holds this one can do no more with it."""
        raw, self._raw = self._own, None
        return raw

    @property
    def _own(self) -> Raw:
        if self._raw is None:
            raise RuntimeError("the block that this connection belongs to was left")
        return self._raw

    async def _said(self, text: str, *arguments: Any) -> str:  # Any: what the text has places for
        with self._failures:
            return await self._own.execute(text, *arguments)
