"""What the errors of MariaDB and MySQL mean."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import DBAPIError, PendingRollbackError

from todoauth.adapters.sql.violations import refusal
from todoauth.domain.errors import Contended, TodoAuthError, Unavailable

# The numbers of both, and those that only one has: MariaDB documentation, "Error codes"; MySQL, "Error reference".
# A key is there already, a reference leads nowhere, a check failed, a value is missing.
_REFUSED: Final = {1062, 1586, 1216, 1217, 1451, 1452, 3819, 4025, 1048, 1364}
# A lock was not to be had (in time, at once), deadlock, a row or a table changed since the transaction began, a
# statement was prepared before a migration.
_CONTENDED: Final = {1205, 3572, 1213, 1020, 1412, 1615}
# Writing failed, no space, disk full, a table (and so its disk) full.
_FULL: Final = {3, 28, 1021, 1114}
# Of no more use are connections that are broken or out of step, or lead to a server that is leaving or only reads.
_ASTRAY: Final = {
    *(1047, 1053, 1077, 1079, 1927, 4031),  # a node without its cluster, shutting down, the connection was ended
    *(1158, 1159, 1160, 1161),  # input or output on the connection failed
    *(1290, 1792, 1836),  # read-only: a replica, or a primary that was replaced
    *range(2000, 2100),  # what the driver itself notices: the way to the server is broken
}
_UNAVAILABLE: Final = {
    *(1040, 1203, 1226, 1037, 1038, 1041),  # too many connections, too little memory
    *(1044, 1045, 1049, 1129, 1130, 1698),  # not let in, no such database
    *(1317, 1969, 3024),  # the statement took too long
    *(1030, 1180),  # input or output failed
    *_ASTRAY,
}
_STATES: Final = {1044: "28000", 1045: "28000", 1698: "28000", 1049: "3D000"}
_NAMED: Final = (
    re.compile(r"for key '(?:[^'.]*\.)?([^'.]+)'$"),  # after the value, which may say anything
    re.compile(r"CONSTRAINT `([^`]+)`"),
    re.compile(r"Check constraint '([^']+)'"),
)


class ServerError(Exception):
    """The server refused a statement. Its message is left out: it may show what was refused.

    Args:
        number: of the error, as the server or the driver numbers them.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"error {number}")
        self.number = number

    @property
    def sqlstate(self) -> str | None:
        """What SQL calls it, as far as it says why the database is not to be had."""
        return _STATES.get(self.number)


@contextmanager
def failures(table: str | None = None) -> Generator[None, None, None]:
    """Turn what the driver raises into our errors. `table` is the one that is written to."""
    try:
        yield
    except DBAPIError as error:
        failure = _failure(error, table)
        raise failure from failure.__cause__
    except (OSError, TimeoutError, PendingRollbackError) as error:
        # The last: the connection was lost to an earlier statement.
        raise Unavailable from error


def leads_astray(error: Unavailable) -> bool:
    """Return whether `error`, one of ours, says that a connection is of no more use."""
    match error.__cause__:
        case ServerError(number=number):
            return number in _ASTRAY
        case cause:
            return isinstance(cause, OSError | PendingRollbackError)


def _failure(error: DBAPIError, table: str | None) -> Exception:
    number, said = _told(error)
    if number in _REFUSED:
        return refusal(_constraint(said, table) or f"error {number}")
    failure, meaning = ServerError(number), _meaning(number)
    if meaning is None and error.connection_invalidated:
        meaning = Unavailable()
    if meaning is None:
        return failure
    meaning.__cause__ = failure
    return meaning


def _told(error: DBAPIError) -> tuple[int, str]:
    """Return the number and the message of what the driver raised; some of its own errors have no number."""
    told = error.orig.args if error.orig is not None else ()
    return (told[0], str(told[1])) if len(told) > 1 and isinstance(told[0], int) else (0, "")


def _meaning(number: int) -> TodoAuthError | None:
    if number in _CONTENDED:
        return Contended(timedelta(seconds=1))
    if number in _FULL:
        return Unavailable(timedelta(seconds=30))
    return Unavailable() if number in _UNAVAILABLE else None


def _constraint(said: str, table: str | None) -> str | None:
    """Return the name of the constraint. A primary key has none of its own there."""
    found = next(filter(None, (form.search(said) for form in _NAMED)), None)
    name = found[1] if found else None
    return f"pk_{table}" if name == "PRIMARY" else name
