"""Where a schema stands, as a connection to it tells."""

from typing import Final

from sqlalchemy import Connection, Select, String, column, inspect, select, table

from todoauth.adapters.sql.migrations.journal import is_whole

_VERSIONS: Final = "alembic_version"
_VERSION: Final[Select[str]] = select(column("version_num", String)).select_from(table(_VERSIONS))

_TEXT_INDEXES: Final = {
    "ix_cleanings_folded": "cleanings",
    "ix_users_username_canonical_email_canonical": "users",
}


def version(connection: Connection) -> str | None:
    """Return at which revision a schema is, if it is at any."""
    return connection.scalar(_VERSION) if inspect(connection).has_table(_VERSIONS) else None


def whole_version(connection: Connection) -> str | None:
    """Return at which revision a schema is, unless a migration stopped half-way."""
    return version(connection) if is_whole(connection) else None


def missing_text_indexes(connection: Connection) -> tuple[str, ...]:
    """Return the indexes on text that PostgreSQL would not let the newest schema have; others have none to miss."""
    if connection.dialect.name != "postgresql":
        return ()
    found = {index["name"] for of in _TEXT_INDEXES.values() for index in inspect(connection).get_indexes(of)}
    return tuple(name for name in _TEXT_INDEXES if name not in found)
