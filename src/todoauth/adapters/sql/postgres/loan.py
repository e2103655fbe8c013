"""What a connection is lent for. Classes, not generators: every request enters one."""

from contextlib import AbstractAsyncContextManager

from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.executor import Connection
from todoauth.adapters.sql.places import Places
from todoauth.adapters.sql.postgres.connection import PostgresConnection
from todoauth.adapters.sql.postgres.failures import leads_astray
from todoauth.adapters.sql.postgres.pool import Pool
from todoauth.domain.errors import Unavailable


class Loan(AbstractAsyncContextManager[Connection]):
    """A connection of the pool, for whoever reads."""

    __slots__ = ("_lent", "_pool", "_words")

    def __init__(self, pool: Pool, words: Words) -> None:
        self._pool = pool
        self._words = words

    async def __aenter__(self) -> Connection:
        return await self._borrow()

    async def __aexit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        self._give_back(error)

    async def _borrow(self) -> PostgresConnection:
        self._lent = PostgresConnection(await self._pool.lend(), self._words)
        return self._lent

    def _give_back(self, error: BaseException | None) -> None:
        raw = self._lent.let_go()
        if isinstance(error, Unavailable) and leads_astray(error):
            # Where this one led, the others lead: all are made anew before they are used again.
            self._pool.expire()
        elif error is not None and not isinstance(error, Exception):
            raw.terminate()  # whoever gave up may have left an answer on its way
        self._pool.take_back(raw)


class WritingLoan(Loan):
    """A connection of the pool, for whoever writes: each statement is a transaction of its own."""

    __slots__ = ("_writers",)

    def __init__(self, pool: Pool, words: Words, writers: Places) -> None:
        super().__init__(pool, words)
        self._writers = writers

    async def __aenter__(self) -> Connection:
        await self._writers.take()
        try:
            return await self._borrow()
        except BaseException:
            self._writers.leave()
            raise

    async def __aexit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        self._leave(error)

    def _leave(self, error: BaseException | None) -> None:
        self._give_back(error)
        self._writers.leave()


class Transaction(WritingLoan):
    """A connection on which everything happens, or nothing."""

    __slots__ = ()

    async def __aenter__(self) -> Connection:
        connection = await super().__aenter__()
        try:
            await self._lent.begin()
        except BaseException as error:
            self._leave(error)
            raise
        return connection

    async def __aexit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        try:
            if error is None:
                await self._lent.commit()
            else:
                await self._lent.roll_back(error)
        except BaseException as failure:
            self._leave(failure)
            raise
        self._leave(error if isinstance(error, Exception) else None)
