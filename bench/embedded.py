"""The same rows in a SQLite file, for the service as it is without any settings."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from bench import filling, rows
from bench.programs import Program
from bench.rows import Row

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Any: each takes the one type that it is for.
_STORED: dict[type, Callable[[Any], object]] = {
    UUID: attrgetter("bytes"),
    datetime: lambda at: (at - _EPOCH) // timedelta(microseconds=1),
}


@dataclass(frozen=True, slots=True)
class SqliteFiles:
    """A file for each program."""

    folder: Path
    pid: None = None
    """There is no other process."""

    def url(self, database: str) -> str:
        """Return the address of a file."""
        return f"sqlite:///{self.folder / database}"


@contextmanager
def filled_files(who: Iterable[Program]) -> Iterator[SqliteFiles]:
    """A file with the same rows for each program."""
    with TemporaryDirectory() as folder:
        files = SqliteFiles(Path(folder))
        filling.migrate(files.url("filled"))
        with closing(sqlite3.connect(files.folder / "filled")) as raw:
            _fill(raw)
        for program in who:
            shutil.copy(files.folder / "filled", files.folder / program.database)
        yield files


def _fill(raw: sqlite3.Connection) -> None:
    with raw:
        _put(raw, "users", rows.users())
        _put(raw, "sessions", rows.sessions())
        _put(raw, "todos", rows.todos())
        raw.execute("CREATE TABLE kept_todos AS SELECT id FROM todos")
        raw.execute("CREATE UNIQUE INDEX kept_id ON kept_todos (id)")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _put(raw: sqlite3.Connection, table: str, values: Iterable[Row]) -> None:
    known = {column[1] for column in raw.execute(f"PRAGMA table_info({table})")}
    for row in values:
        stored = {name: _STORED.get(type(value), _as_it_is)(value) for name, value in row.items() if name in known}
        places = ", ".join(f":{name}" for name in stored)
        raw.execute(f"INSERT INTO {table} ({', '.join(stored)}) VALUES ({places})", stored)


def _as_it_is(value: object) -> object:
    return value
