"""The way of a schema from one version of `todoauth` to the next.

Everything here runs in one transaction, alone: of several processes that start at once, one migrates and the others
wait. MariaDB and MySQL have no such transactions: what fails there stays half done, and goes on when it is run again.
All of it is synchronous; from a running event loop, call it in a thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.migrations.journal import SchemaTorn, require_whole, resumable

__all__ = ["SchemaTooNew", "SchemaTorn", "Status", "downgrade", "new", "status", "upgrade"]

_Move: TypeAlias = Callable[[Config, str], None]


class SchemaTooNew(Exception):
    """The database was migrated by a newer version of todoauth than this one."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where a schema stands.

    `current` is `None` before the first migration. `pending` are the revisions up to `head`, the next one first.
    """

    current: str | None
    head: str
    pending: tuple[str, ...]


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
    alone(url, lambda connection: _move(connection, command.upgrade, to))


def downgrade(url: str, to: str) -> None:
    """Bring the schema at `url` down to revision `to`; `base` is the empty database. What a revision added is lost.

    Raises:
        SchemaTooNew: it is ahead of this version.
        SchemaTorn: another migration stopped half-way.
        ValueError: there is no such revision below the current one.
        Contended: others kept a table locked; nothing was changed.
        Unavailable: the database is not there.
    """
    alone(url, lambda connection: _move(connection, command.downgrade, to))


def new(message: str) -> Path:
    """Write the next revision, with what `tables` has and the revisions so far do not, and return its file.

    For developers, in a checkout: read what was written before it is run.
    """
    with TemporaryDirectory() as folder:
        scratch = f"sqlite:///{folder}/scratch.db"
        upgrade(scratch)
        return alone(scratch, lambda connection: _written(connection, message))


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "todoauth.adapters.sql:migrations")
    return config


def _status(connection: Connection) -> Status:
    scripts = ScriptDirectory.from_config(_config(connection))
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if current not in {None, *known}:
        raise SchemaTooNew
    pending = [script.revision for script in scripts.iterate_revisions("head", current or "base")]
    return Status(current, scripts.get_current_head() or "base", tuple(reversed(pending)))


def _whole_status(connection: Connection) -> Status:
    require_whole(connection)
    return _status(connection)


def _move(connection: Connection, move: _Move, to: str) -> None:
    _status(connection)
    try:
        with resumable(connection):
            move(_config(connection), to)
    except CommandError as error:
        raise ValueError(str(error)) from None


def _written(connection: Connection, message: str) -> Path:
    config = _config(connection)
    number = sum(1 for _ in ScriptDirectory.from_config(config).walk_revisions()) + 1
    script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    if not isinstance(script, Script):
        raise TypeError("one message makes one revision")
    return Path(script.path)
