"""What SQLite's errors mean."""

import re
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta

from todoauth.adapters.sql.violations import refusal, sole_reference, unique_constraint
from todoauth.domain.errors import Contended, TodoAuthError, Unavailable

_PRIMARY = 0xFF  # the rest of an extended result code says which kind of it
_NAMED = re.compile(r"(?:CHECK|UNIQUE) constraint failed: (.+)")


@contextmanager
def failures(table: str | None = None) -> Generator[None, None, None]:
    """Turn what the driver raises into our errors. `table` is the one that is written to."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        # Without the cause: its message may show what was refused.
        raise refusal(_constraint(error, table)) from None
    except sqlite3.DatabaseError as error:
        failure = _failure(error.sqlite_errorcode & _PRIMARY)
        if failure is None:
            raise
        raise failure from error
    except OSError as error:
        raise Unavailable from error


def _failure(code: int) -> TodoAuthError | None:
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Contended(timedelta(seconds=1))
        case sqlite3.SQLITE_FULL:
            return Unavailable(timedelta(seconds=30))
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
