"""The way of a schema from one version of `todoauth` to the next.

Everything here runs in one transaction, alone: of several processes that start at once, one migrates and the others
wait. MariaDB and MySQL have no such transactions: what fails there stays half done, and goes on when it is run again.
All of it is synchronous; from a running event loop, call it in a thread.
"""

# ruff: noqa: PLC0415 - most starts find nothing to move, and need nothing that moves it.

from pathlib import Path

from todoauth.adapters.sql.migrations.glance import is_newest
from todoauth.adapters.sql.migrations.terms import SchemaTooNew, SchemaTorn, Status

__all__ = ["SchemaTooNew", "SchemaTorn", "Status", "downgrade", "is_newest", "new", "status", "upgrade"]


def status(url: str) -> Status:
    """Return where the schema at `url` stands.

    Raises:
        SchemaTooNew: it is ahead of this version.
        SchemaTorn: a migration stopped half-way.
        Unavailable: the database is not there.
    """
    from todoauth.adapters.sql.migrations.alone import alone
    from todoauth.adapters.sql.migrations.moving import whole_status

    return alone(url, whole_status)


def upgrade(url: str, to: str = "head") -> None:
    """Bring the schema at `url` up to revision `to`. What is done already is not done again.

    Raises:
        SchemaTooNew: it is ahead of this version.
        SchemaTorn: another migration stopped half-way.
        ValueError: there is no such revision above the current one.
        Contended: others kept a table locked; nothing was changed.
        Unavailable: the database is not there.
    """
    from todoauth.adapters.sql.migrations.alone import alone
    from todoauth.adapters.sql.migrations.moving import move

    alone(url, lambda connection: move(connection, "upgrade", to))


def downgrade(url: str, to: str) -> None:
    """Bring the schema at `url` down to revision `to`; `base` is the empty database. What a revision added is lost.

    Raises:
        SchemaTooNew: it is ahead of this version.
        SchemaTorn: another migration stopped half-way.
        ValueError: there is no such revision below the current one.
        Contended: others kept a table locked; nothing was changed.
        Unavailable: the database is not there.
    """
    from todoauth.adapters.sql.migrations.alone import alone
    from todoauth.adapters.sql.migrations.moving import move

    alone(url, lambda connection: move(connection, "downgrade", to))


def new(message: str) -> Path:
    """Write the next revision, with what `tables` has and the revisions so far do not, and return its file.

    For developers, in a checkout: read what was written before it is run.
    """
    from tempfile import TemporaryDirectory

    from todoauth.adapters.sql.migrations.alone import alone
    from todoauth.adapters.sql.migrations.moving import write

    with TemporaryDirectory() as folder:
        scratch = f"sqlite:///{folder}/scratch.db"
        upgrade(scratch)
        return alone(scratch, lambda connection: write(connection, message))
