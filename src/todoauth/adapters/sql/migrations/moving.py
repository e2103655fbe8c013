"""Moving a schema, and telling how far it is, on a connection that nobody else works on."""

# ruff: noqa: PLC0415 - Alembic is loaded when there is something to move.

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection

from todoauth.adapters.sql.migrations.glance import revisions
from todoauth.adapters.sql.migrations.journal import is_whole, resumable
from todoauth.adapters.sql.migrations.standing import missing_text_indexes, version
from todoauth.adapters.sql.migrations.terms import SchemaTooNew, SchemaTorn, Status

if TYPE_CHECKING:
    from alembic.config import Config


def whole_status(connection: Connection) -> Status:
    """Return where a schema stands, and what it lacks."""
    if not is_whole(connection):
        raise SchemaTorn
    found = _status(connection)
    return found if found.pending else replace(found, lacks=missing_text_indexes(connection))


def move(connection: Connection, way: Literal["upgrade", "downgrade"], to: str) -> None:
    """Move a schema to a revision."""
    from alembic import command
    from alembic.util import CommandError

    _status(connection)
    run = {"upgrade": command.upgrade, "downgrade": command.downgrade}[way]
    try:
        with resumable(connection):
            run(_config(connection), to)
    except CommandError as error:
        raise ValueError(str(error)) from None


def write(connection: Connection, message: str) -> Path:
    """Write the next revision; return its file."""
    from alembic import command
    from alembic.script import Script

    revision = f"{len(revisions()) + 1:04}"
    script = command.revision(_config(connection), message, autogenerate=True, rev_id=revision)
    if not isinstance(script, Script):
        raise TypeError("one message makes one revision")
    return Path(script.path)


def _status(connection: Connection) -> Status:
    current, known = version(connection), revisions()
    if current not in {None, *known}:
        raise SchemaTooNew
    return Status(current, known[-1], tuple(revision for revision in known if current is None or revision > current))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "todoauth.adapters.sql:migrations")
    return config
