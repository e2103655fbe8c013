"""Where a migration stopped, on databases that commit every change of the schema by itself."""

from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, event, inspect
from sqlalchemy.exc import DBAPIError

from todoauth.adapters.sql.migrations.terms import SchemaTorn

_STEPS: Final = "todoauth_steps"
_CREATE: Final = f"CREATE TABLE IF NOT EXISTS {_STEPS} (step INTEGER PRIMARY KEY, digest CHAR(64), is_done BOOLEAN)"
_READS: Final = ("SELECT", "SHOW", "DESCRIBE")
_VERSIONS: Final = "alembic_version"
# A table, a column, a key or a constraint is there already, or is gone.
_DONE_BEFORE: Final = {1050, 1051, 1060, 1061, 1091, 1826, 3822}


@contextmanager
def resumable(connection: Connection) -> Generator[None, None, None]:
    """Let a migration in such a block begin where the same one stopped before.

    Where all of it is one transaction it never stops half-way, and nothing is written down.
    """
    if connection.dialect.name != "mysql":
        yield
        return
    journal = _Journal(connection)
    event.listen(connection, "before_cursor_execute", journal.before, retval=True)
    event.listen(connection, "after_cursor_execute", journal.after)
    try:
        yield
    except DBAPIError as error:
        if not error.connection_invalidated:
            journal.withdraw()
        raise
    finally:
        event.remove(connection, "before_cursor_execute", journal.before)
        event.remove(connection, "after_cursor_execute", journal.after)
    journal.close()


def is_whole(connection: Connection) -> bool:
    """Return whether no migration stopped half-way."""
    return connection.dialect.name != "mysql" or not _kept(connection)


def _kept(connection: Connection) -> dict[int, tuple[str, bool]]:
    """Return the steps of the revision that is under way: the digest of each statement, and whether it was done."""
    if not inspect(connection).has_table(_STEPS):
        return {}
    rows = connection.exec_driver_sql(f"SELECT step, digest, is_done FROM {_STEPS}")  # noqa: S608 - ours
    return {step: (digest, bool(is_done)) for step, digest, is_done in rows}


class _Journal:
    """What was done of one revision. It is forgotten together with the change of the version."""

    def __init__(self, connection: Connection) -> None:
        self._raw = connection.connection
        self._kept = _kept(connection)
        self._step = 0

    # Any: as SQLAlchemy calls them, with much that does not concern them.
    def before(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        if _changes_nothing(statement) or _VERSIONS in statement:
            return statement, parameters
        self._step += 1
        digest = sha256(statement.encode()).hexdigest()
        known, was_done = self._kept.get(self._step, (digest, None))
        if known != digest:
            raise SchemaTorn
        if was_done is None:
            self._begin(digest)
            return statement, parameters
        if not was_done:
            self._repeat(statement)
        return "DO 0", ()

    def after(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not self._step or _changes_nothing(statement):
            return
        if _VERSIONS not in statement:
            self._say(f"UPDATE {_STEPS} SET is_done = TRUE WHERE step = %s", self._step)  # noqa: S608 - ours
            return
        self._say(f"DELETE FROM {_STEPS}")  # noqa: S608 - ours
        self._kept, self._step = {}, 0

    def withdraw(self) -> None:
        """Forget a step that was begun and refused: it did nothing."""
        if self._step:
            self._say(f"DELETE FROM {_STEPS} WHERE step = %s AND NOT is_done", self._step)  # noqa: S608 - ours
            self._raw.commit()

    def close(self) -> None:
        """Leave nothing behind."""
        self._say(f"DROP TABLE IF EXISTS {_STEPS}")

    def _begin(self, digest: str) -> None:
        if self._step == 1:
            self._say(_CREATE)
        self._say(f"INSERT INTO {_STEPS} VALUES (%s, %s, FALSE)", self._step, digest)  # noqa: S608 - ours

    def _repeat(self, statement: str) -> None:
        """Do again what was begun by somebody who did not live to see it done, if it was not."""
        try:
            self._say(statement)
        except Exception as error:
            if not error.args or error.args[0] not in _DONE_BEFORE:
                raise

    def _say(self, statement: str, *values: object) -> None:
        cursor = self._raw.cursor()
        cursor.execute(statement, values)
        cursor.close()


def _changes_nothing(statement: str) -> bool:
    return statement.lstrip().startswith(_READS)
