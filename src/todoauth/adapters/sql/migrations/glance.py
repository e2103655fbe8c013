"""A look at where a schema stands, without the machinery that moves it: most starts find nothing to move."""

# ruff: noqa: PLC0415 - what looks at one database needs no other, nor has to have it installed.

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Select, String, column, inspect, select, table

from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.migrations.journal import is_whole

_VERSIONS: Final = "alembic_version"
_VERSION: Final[Select[str]] = select(column("version_num", String)).select_from(table(_VERSIONS))

_TEXT_INDEXES: Final = {
    "ix_cleanings_folded": "cleanings",
    "ix_users_username_canonical_email_canonical": "users",
}


def revisions() -> tuple[str, ...]:
    """Return every revision there is, the first one first: one leads to the next."""
    return tuple(sorted(path.name[:4] for path in (Path(__file__).parent / "versions").glob("[0-9]*.py")))


def is_newest(url: str) -> bool:
    """Return whether the schema at `url` is at the newest revision, and whole.

    What another process is about to change may be seen as it was before.

    Raises:
        Contended: others kept what it needs for too long.
        Unavailable: the database is not there.
    """
    return _version_at(url) == revisions()[-1]


def version(connection: Connection) -> str | None:
    """Return at which revision a schema is, if it is at any."""
    return connection.scalar(_VERSION) if inspect(connection).has_table(_VERSIONS) else None


def missing_text_indexes(connection: Connection) -> tuple[str, ...]:
    """Return the indexes on text that PostgreSQL would not let the newest schema have; others have none to miss."""
    if connection.dialect.name != "postgresql":
        return ()
    found = {index["name"] for of in _TEXT_INDEXES.values() for index in inspect(connection).get_indexes(of)}
    return tuple(name for name in _TEXT_INDEXES if name not in found)


def _version_at(url: str) -> str | None:
    if url.startswith("sqlite:"):
        from todoauth.adapters.sql.sqlite.file import SqliteFile
        from todoauth.adapters.sql.sqlite.glance import version_in_sqlite

        return version_in_sqlite(SqliteFile.at(url))
    if url.startswith(("mysql:", "mariadb:")):
        return alone(url, lambda connection: version(connection) if is_whole(connection) else None)
    from todoauth.adapters.sql.postgres.glance import version_in_postgres

    return version_in_postgres(url)
