"""Other clients of a database, who are in the way."""

import asyncio
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

import asyncpg


class Session(Protocol):
    """One connection, on which statements are run one after the other."""

    def do(self, statement: str) -> list[Iterable[object]]:
        """Run a statement and return its rows."""
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


class SqliteSession(Session):
    def __init__(self, url: str) -> None:
        self._raw = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)

    def do(self, statement: str) -> list[Iterable[object]]:
        return list(self._raw.execute(statement))

    def close(self) -> None:
        self._raw.close()


@contextmanager
def session_at(url: str) -> Iterator[Session]:
    """A connection to the database at a URL."""
    session = SqliteSession(url) if url.startswith("sqlite") else PostgresSession(url)
    try:
        yield session
    finally:
        session.close()
