"""The door to SQL: units of work and views over whichever database the URL names."""

# ruff: noqa: PLC0415 - what serves one database needs no other, nor has to have it installed.

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import Self

from todoauth.adapters.sql.asked.server import NOTHING
from todoauth.adapters.sql.autocommit import AutocommitConnection
from todoauth.adapters.sql.cleanings import SqlCleanings, SqlCleaningsView
from todoauth.adapters.sql.clock import time_of
from todoauth.adapters.sql.executor import Connection, Driver
from todoauth.adapters.sql.failures import SqlFailedAttempts
from todoauth.adapters.sql.guarded import SqlGuarded
from todoauth.adapters.sql.guesses import SqlSpentGuesses
from todoauth.adapters.sql.networks import SqlKnownNetworks, SqlKnownNetworksView
from todoauth.adapters.sql.outbox import SqlOutbox, SqlOutboxView
from todoauth.adapters.sql.sessions import SqlSessions, SqlSessionsView
from todoauth.adapters.sql.spent_codes import SqlSpentCodes
from todoauth.adapters.sql.todos import SqlTodos, SqlTodosView
from todoauth.adapters.sql.users import SqlUsers, SqlUsersView
from todoauth.domain.model.claim import SessionClaim
from todoauth.ports.unit_of_work import Autocommit, UnitOfWork, View


class SqlDatabase:
    """A database that keeps everything. Belongs to one event loop; opened and closed once."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._lent = AutocommitConnection(driver)
        self.view, self.autocommit = _view_of(self._lent), _autocommit_on(self._lent)

    @classmethod
    def at(cls, url: str, *, connections: int = 8) -> Self:
        """Return the database of a URL: `sqlite:///path/to/file.db`, `postgresql://…`, `mysql://…` or `mariadb://…`.

        Args:
            connections: how many may be in use at once; a SQLite file has one writer all the same.

        Raises:
            ValueError: it is no such URL. It is not repeated: it may hold a password.
        """
        return cls(_driver(url, connections))

    def guard(self, claim: SessionClaim) -> SqlGuarded:
        """Fulfil `Guard`."""
        return SqlGuarded(self._lent, claim)

    async def open(self) -> None:
        """Make ready for use.

        Raises:
            Unavailable: the file of a SQLite database cannot be opened. A server may come later.
        """
        await self._driver.open()

    async def close(self) -> None:
        """Wait for what is under way, then let go of every connection."""
        await self._driver.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def ping(self) -> None:
        """Return when the database answers.

        Raises:
            Unavailable: it does not.
        """
        async with self._driver.reading() as connection:
            await connection.one(NOTHING)

    async def time(self) -> datetime:
        """Return what time the database has.

        Raises:
            Unavailable: it does not answer.
        """
        async with self._driver.reading() as connection:
            return await time_of(connection)

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Be the only process in such a block, until it is left or the process ends.

        Raises:
            Contended: another process is in one.
            Unavailable: the database is not there.
        """
        return self._driver.alone()

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Fulfil `Begin`."""
        return _Block(self._driver.transaction())


class _Block(AbstractAsyncContextManager[UnitOfWork]):
    """What is done over one connection."""

    __slots__ = ("_connected",)

    def __init__(self, connected: AbstractAsyncContextManager[Connection]) -> None:
        self._connected = connected

    async def __aenter__(self) -> UnitOfWork:
        return _work_on(await self._connected.__aenter__())

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._connected.__aexit__(kind, error, traceback)


def _autocommit_on(connection: Connection) -> Autocommit:
    return Autocommit(
        sessions=SqlSessions(connection),
        todos=SqlTodos(connection),
        cleanings=SqlCleanings(connection),
        guesses=SqlSpentGuesses(connection),
    )


def _work_on(connection: Connection) -> UnitOfWork:
    return UnitOfWork(
        users=SqlUsers(connection),
        sessions=SqlSessions(connection),
        todos=SqlTodos(connection),
        cleanings=SqlCleanings(connection),
        outbox=SqlOutbox(connection),
        guesses=SqlSpentGuesses(connection),
        codes=SqlSpentCodes(connection),
        networks=SqlKnownNetworks(connection),
        failures=SqlFailedAttempts(connection),
    )


def _view_of(connection: Connection) -> View:
    return View(
        users=SqlUsersView(connection),
        sessions=SqlSessionsView(connection),
        todos=SqlTodosView(connection),
        cleanings=SqlCleaningsView(connection),
        outbox=SqlOutboxView(connection),
        networks=SqlKnownNetworksView(connection),
    )


def _driver(url: str, connections: int) -> Driver:
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        from todoauth.adapters.sql.sqlite.driver import SqliteDriver
        from todoauth.adapters.sql.sqlite.file import SqliteFile

        return SqliteDriver(SqliteFile.at(url), readers=connections)
    if scheme in {"postgresql", "postgres"}:
        from todoauth.adapters.sql.postgres.driver import PostgresDriver

        return PostgresDriver(url, connections=connections)
    if scheme in {"mysql", "mariadb"}:
        from todoauth.adapters.sql.mariadb.address import MariaDbAddress
        from todoauth.adapters.sql.mariadb.driver import MariaDbDriver

        return MariaDbDriver(MariaDbAddress.parse(url), connections=connections)
    raise ValueError("the database URL must begin with sqlite:///, postgresql://, mysql:// or mariadb://")
