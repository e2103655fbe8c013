"""Errors of a driver that SQLAlchemy has wrapped."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError


@contextmanager
def unwrapped() -> Generator[None, None, None]:
    """Raise what the driver raised, so that one table per database says what it means."""
    try:
        yield
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise (error.orig.__cause__ or error.orig) from None
