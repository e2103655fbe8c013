"""Empty databases, as fast as they can safely be had."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeAlias

import asyncpg
import pytest

from tests.servers import MariaDbServer, PostgresServer
from todoauth.adapters.memory import MemoryDatabase
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import upgrade
from todoauth.testing import Database

Source: TypeAlias = Callable[[], AbstractAsyncContextManager[Database]]
"""Opens an empty database."""

EMPTYING = (
    "DELETE FROM users",  # to whom most belongs
    "DELETE FROM outbox",
    "DELETE FROM spent_guesses",
    "DELETE FROM failed_attempts",
    "DELETE FROM spent_codes",
)


@pytest.fixture(scope="session")
def memory() -> Source:
    """A new one each time."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Database]:
        yield MemoryDatabase()

    return opened


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """A copy of a migrated file each time."""
    folder = tmp_path_factory.mktemp("sqlite")
    upgrade(f"sqlite:///{folder}/template.db")

    @asynccontextmanager
    async def opened() -> AsyncIterator[Database]:
        for leftover in folder.glob("copy.db*"):
            leftover.unlink()
        shutil.copyfile(folder / "template.db", folder / "copy.db")
        async with SqlDatabase.at(f"sqlite:///{folder}/copy.db") as database:
            yield database

    return opened


@pytest.fixture(scope="session")
def postgresql(postgres: PostgresServer) -> Source:
    """The same one each time, after everything in it was removed: most of it belongs to users."""
    url = postgres.create_database("contracts")
    upgrade(url)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Database]:
        connection = await asyncpg.connect(url)
        await connection.execute(";".join(EMPTYING))
        await connection.close()
        async with SqlDatabase.at(url) as database:
            yield database

    return opened


@pytest.fixture(scope="session")
def mariadb_database(mariadb: MariaDbServer) -> Source:
    """The same one each time, emptied."""
    return _on(mariadb)


@pytest.fixture(scope="session")
def mysql_database(mysql: MariaDbServer) -> Source:
    """The same one each time, emptied."""
    return _on(mysql)


def _on(server: MariaDbServer) -> Source:
    url = server.create_database("contracts")
    upgrade(url)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Database]:
        for statement in EMPTYING:
            server.do(statement, database="contracts")
        async with SqlDatabase.at(url) as database:
            yield database

    return opened
