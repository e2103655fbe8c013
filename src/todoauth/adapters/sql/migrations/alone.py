"""Work on a schema in one transaction, while nobody else does."""

# ruff: noqa: PLC0415 - what changes one database needs no other, nor has to have it installed.

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


def alone(url: str, work: Callable[[Connection], T]) -> T:
    """Return what `work` returns, in a transaction of its own.

    Raises:
        Contended: others kept what it needs for too long; nothing was changed.
        Unavailable: the database is not there.
    """
    if url.startswith("sqlite:"):
        from todoauth.adapters.sql.sqlite.file import SqliteFile
        from todoauth.adapters.sql.sqlite.schema import alone_in_sqlite

        return alone_in_sqlite(SqliteFile.at(url), work)
    if url.startswith(("mysql:", "mariadb:")):
        from todoauth.adapters.sql.mariadb.address import MariaDbAddress
        from todoauth.adapters.sql.mariadb.schema import alone_in_mariadb

        return alone_in_mariadb(MariaDbAddress.parse(url), work)
    from todoauth.adapters.sql.postgres.schema import alone_in_postgres

    return alone_in_postgres(url, work)
