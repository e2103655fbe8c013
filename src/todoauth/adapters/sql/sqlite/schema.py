"""Work on the schema of a SQLite file."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection, NullPool, create_engine, event

from todoauth.adapters.sql.sqlite.failures import failures
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.adapters.sql.unwrapped import unwrapped

T = TypeVar("T")

_PATIENCE: Final = 60.0  # seconds, for a migration that another process is at


def alone_in_sqlite(file: SqliteFile, work: Callable[[Connection], T]) -> T:
    """Return what `work` returns, in a transaction that is the only writing one from its start.

    References are checked at its end only: putting a new table in an old one's place would otherwise remove every row
    that refers to the old one.
    """
    connect = partial(replace(file, patience=_PATIENCE).connect, checks_references=False)
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    with failures(), unwrapped(), engine.begin() as connection:
        result = work(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise RuntimeError("rows refer to what is not there")
        return result


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
