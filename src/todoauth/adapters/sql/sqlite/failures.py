"""What SQLite's errors mean."""

import re
import sqlite3
from datetime import timedelta

from todoauth.adapters.sql.violations import refusal, sole_reference, unique_constraint
from todoauth.domain.errors import Contended, TodoAuthError, Unavailable

_PRIMARY = 0xFF
_NAMED = re.compile(r"(?:CHECK|UNIQUE) constraint failed: (.+)")


class failures:  # noqa: N801 - it reads as the function that it could be, at a third of the cost
    """Turn what the driver raises in such a block into our errors. `table` is the one that is written to."""

    __slots__ = ("_table",)

    def __init__(self, table: str | None = None) -> None:
        self._table = table

    def __enter__(self) -> None:
        """Nothing happens before."""

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        """Tell what was raised."""
        match error:
            case None:
                pass
            case sqlite3.IntegrityError():
                # Without the cause: its message may show what was refused.
                raise refusal(_constraint(error, self._table)) from None
            case sqlite3.DatabaseError():
                if failure := _failure(primary(error)):
                    raise failure from error
            case OSError():
                raise Unavailable from error
            case _:
                pass


def primary(error: sqlite3.DatabaseError) -> int:
    """Return what SQLite calls the error; the rest of its extended code says which kind of it."""
    return error.sqlite_errorcode & _PRIMARY


def _failure(code: int) -> TodoAuthError | None:
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Contended(timedelta(seconds=1))
        case sqlite3.SQLITE_FULL:
            return Unavailable(timedelta(seconds=30))
        case sqlite3.SQLITE_INTERRUPT:  # it took too long
            return Unavailable()
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_NOTADB:
            return Unavailable()
        case _:
            return None


def _constraint(error: sqlite3.IntegrityError, table: str | None) -> str:
    """Return the name of the constraint, of which SQLite tells the columns, or for a reference nothing at all."""
    if table is not None and error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return sole_reference(table)
    named = _NAMED.fullmatch(str(error))
    return unique_constraint(named[1]) if named else error.sqlite_errorname
