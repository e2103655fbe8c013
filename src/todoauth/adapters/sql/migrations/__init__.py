"""The way of a schema from one version of `todoauth` to the next.

Everything here runs in one transaction, alone: of several processes that start at once, one migrates and the others
wait. MariaDB and MySQL have no such transactions: what fails there stays half done, and goes on when it is run again.
All of it is synchronous; from a running event loop, call it in a thread.
"""

# ruff: noqa: PLC0415 - Alembic is loaded when there is something to move.

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection

from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.migrations.glance import is_newest, missing_text_indexes, revisions, version
from todoauth.adapters.sql.migrations.journal import SchemaTorn, is_whole, resumable

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["SchemaTooNew", "SchemaTorn", "Status", "downgrade", "is_newest", "new", "status", "upgrade"]


class SchemaTooNew(Exception):
    """The database was migrated by a newer version of todoauth than this one."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where a schema stands.

    `current` is `None` before the first migration. `pending` are the revisions up to `head`, the next one first.
    `lacks` are the indexes that a migration was refused: without them searches find the same, slower.
    """

    current: str | None
    head: str
    pending: tuple[str, ...]
    lacks: tuple[str, ...] = ()


def status(url: str) -> Status:
    """Return where the schema at `url` stands.

    Raises:
        SchemaTooNew: it is ahead of this version.
        SchemaTorn: a migration stopped half-way.
        Unavailable: the database is not there.
    """
    return alone(url, _whole_status)


def upgrade(url: str, to: str = "head") -> None:
    """Bring the schema at `url` up to revision `to`. What is done already is not done again.

    Raises:
        SchemaTooNew: it is ahead of this version.
        SchemaTorn: another migration stopped half-way.
        ValueError: there is no such revision above the current one.
        Contended: others kept a table locked; nothing was changed.
        Unavailable: the database is not there.
    """
    alone(url, lambda connection: _move(connection, "upgrade", to))


def downgrade(url: str, to: str) -> None:
    """Bring the schema at `url` down to revision `to`; `base` is the empty database. What a revision added is lost.

    Raises:
        SchemaTooNew: it is ahead of this version.
        SchemaTorn: another migration stopped half-way.
        ValueError: there is no such revision below the current one.
        Contended: others kept a table locked; nothing was changed.
        Unavailable: the database is not there.
    """
    alone(url, lambda connection: _move(connection, "downgrade", to))


def new(message: str) -> Path:
    """Write the next revision, with what `tables` has and the revisions so far do not, and return its file.

    For developers, in a checkout: read what was written before it is run.
    """
    with TemporaryDirectory() as folder:
        scratch = f"sqlite:///{folder}/scratch.db"
        upgrade(scratch)
        return alone(scratch, lambda connection: _written(connection, message))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "todoauth.adapters.sql:migrations")
    return config


def _status(connection: Connection) -> Status:
    current, known = version(connection), revisions()
    if current not in {None, *known}:
        raise SchemaTooNew
    return Status(current, known[-1], tuple(revision for revision in known if current is None or revision > current))


def _whole_status(connection: Connection) -> Status:
    if not is_whole(connection):
        raise SchemaTorn
    found = _status(connection)
    return found if found.pending else replace(found, lacks=missing_text_indexes(connection))


def _move(connection: Connection, way: Literal["upgrade", "downgrade"], to: str) -> None:
    from alembic import command
    from alembic.util import CommandError

    _status(connection)
    move = {"upgrade": command.upgrade, "downgrade": command.downgrade}[way]
    try:
        with resumable(connection):
            move(_config(connection), to)
    except CommandError as error:
        raise ValueError(str(error)) from None


def _written(connection: Connection, message: str) -> Path:
    from alembic import command
    from alembic.script import Script

    revision = f"{len(revisions()) + 1:04}"
    script = command.revision(_config(connection), message, autogenerate=True, rev_id=revision)
    if not isinstance(script, Script):
        raise TypeError("one message makes one revision")
    return Path(script.path)
