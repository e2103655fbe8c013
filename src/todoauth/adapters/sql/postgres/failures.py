"""What PostgreSQL's errors mean."""

from collections.abc import Callable
from datetime import timedelta

import asyncpg

from todoauth.adapters.sql.violations import refusal
from todoauth.domain.errors import Contended, TodoAuthError, Unavailable

_SOON = timedelta(seconds=1)

# SQLSTATE, or the first letters of it: PostgreSQL documentation, appendix A. The longest that fits decides.
_FAILURES: dict[str, Callable[[], TodoAuthError]] = {
    "08": Unavailable,  # the connection broke
    "0A000": lambda: Contended(_SOON),  # a statement was planned before a migration; it is planned anew next time
    "25006": Unavailable,  # read-only: a standby, or a primary that was replaced
    "25P03": Unavailable,  # the transaction was idle for too long
    "25P04": Unavailable,  # the transaction took too long
    "26000": Unavailable,  # a pooler has put another server in the place of the one that knew the statement
    "28": Unavailable,  # not let in
    "3D000": Unavailable,  # no such database
    "42P05": Unavailable,  # a pooler again: this server knows the statement of somebody else
    "40001": lambda: Contended(_SOON),  # serialization failure
    "40P01": lambda: Contended(_SOON),  # deadlock
    "53": Unavailable,  # too little memory, too many connections
    "53100": lambda: Unavailable(timedelta(seconds=30)),  # disk full
    "55P03": lambda: Contended(_SOON),  # a lock was not to be had in time
    "57": Unavailable,  # shutting down, starting up, or the statement took too long
    "58": Unavailable,  # input or output failed
}


class failures:  # noqa: N801 - it reads as the function that it could be, at a third of the cost
    """Turn what the driver raises in such a block into our errors.

    Args:
        is_gone: whether the connection is gone.
    """

    __slots__ = ("_is_gone",)

    def __init__(self, is_gone: Callable[[], bool]) -> None:
        self._is_gone = is_gone

    def __enter__(self) -> None:
        """Nothing happens before."""

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        """Tell what was raised."""
        match error:
            case None:
                pass
            case asyncpg.IntegrityConstraintViolationError():
                # Without the cause: its detail shows what was refused.
                raise refusal(error.constraint_name or error.sqlstate) from None
            case asyncpg.PostgresError():
                if failure := _failure(error.sqlstate or ""):
                    raise failure from error
            case asyncpg.InterfaceError() if self._is_gone():
                raise Unavailable from error
            case OSError() | asyncpg.InternalClientError():
                # The second: the server has said that it ends the connection, and has not ended it yet.
                raise Unavailable from error
            case _:
                pass


def leads_astray(error: BaseException) -> bool:
    """Return whether `error`, one of ours, says that a connection is of no more use.

    It is broken or silent, or leads to a server that is leaving, must not be written to, or is not the one it was.
    """
    match error.__cause__:
        case OSError() | asyncpg.InterfaceError() | asyncpg.InternalClientError():
            return True
        case asyncpg.PostgresError() as cause:
            return (cause.sqlstate or "").startswith(("08", "25006", "25P0", "26000", "42P05", "57P"))
        case _:
            return False


def _failure(state: str) -> TodoAuthError | None:
    known = next((state[:length] for length in (5, 2) if state[:length] in _FAILURES), None)
    return None if known is None else _FAILURES[known]()
