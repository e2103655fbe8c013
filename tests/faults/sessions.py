"""Other clients of a database, who are in the way."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Protocol
from urllib.parse import urlsplit
from uuid import UUID

import asyncmy
import asyncpg


class Session(Protocol):
    """One connection, on which statements are run one after the other."""

    def do(self, statement: str) -> list[Iterable[object]]:
        """Run a statement and return its rows."""
        ...

    def close(self) -> None:
        """Leave, and whatever was begun is undone."""
        ...


class PostgresSession(Session):
    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._raw = self._runner.run(asyncpg.connect(url))

    def do(self, statement: str) -> list[Iterable[object]]:
        return list(self._runner.run(self._raw.fetch(statement)))

    def close(self) -> None:
        self._runner.run(self._raw.close())
        self._runner.close()


class MariaDbSession(Session):
    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._raw = self._runner.run(self._connected(url))

    @staticmethod
    async def _connected(url: str) -> asyncmy.Connection:
        parts = urlsplit(url)
        # Autocommit: what has been done by others meanwhile is seen.
        return await asyncmy.connect(
            host=parts.hostname, port=parts.port, user=parts.username, database=parts.path[1:], autocommit=True
        )

    def do(self, statement: str) -> list[Iterable[object]]:
        return self._runner.run(self._done(statement))

    async def _done(self, statement: str) -> list[Iterable[object]]:
        async with self._raw.cursor() as cursor:
            await cursor.execute(statement)
            return list(await cursor.fetchall() or ())

    def close(self) -> None:
        self._runner.run(self._raw.ensure_closed())
        self._runner.close()


class SqliteSession(Session):
    def __init__(self, url: str) -> None:
        self._raw = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)

    def do(self, statement: str) -> list[Iterable[object]]:
        return list(self._raw.execute(statement))

    def close(self) -> None:
        self._raw.close()


SESSIONS: Final[Mapping[str, Callable[[str], Session]]] = {
    "mariadb": MariaDbSession,
    "postgresql": PostgresSession,
    "sqlite": SqliteSession,
}


@contextmanager
def session_at(url: str) -> Iterator[Session]:
    """A connection to the database at a URL."""
    session = SESSIONS[url.partition(":")[0]](url)
    try:
        yield session
    finally:
        session.close()


def kept(url: str) -> set[str]:
    """The ids of all todos in the database at a URL."""
    with session_at(url) as session:
        ids = [next(iter(row)) for row in session.do("SELECT id FROM todos")]
    return {str(UUID(bytes=stored) if isinstance(stored, bytes) else stored) for stored in ids}
