"""Work on the schema of a MariaDB or MySQL database."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

from sqlalchemy import Connection, NullPool

from todoauth.adapters.sql.mariadb.address import MariaDbAddress
from todoauth.adapters.sql.mariadb.engine import engine
from todoauth.adapters.sql.mariadb.failures import failures
from todoauth.adapters.sql.mariadb.locks import MIGRATING, locked
from todoauth.domain.errors import Contended

T = TypeVar("T")

_PATIENCE: Final = 60  # seconds, for a migration that another process is at


def alone_in_mariadb(address: MariaDbAddress, work: Callable[[Connection], T]) -> T:
    """Return what `work` returns, having waited for whoever else works on the schema.

    Each statement that changes the schema commits what was done so far: there is no transaction around them.
    """
    with failures():
        return asyncio.run(_alone(address, work))


async def _alone(address: MariaDbAddress, work: Callable[[Connection], T]) -> T:
    async with engine(address, poolclass=NullPool).begin() as connection:
        if not await locked(connection, MIGRATING, patience=_PATIENCE):
            raise Contended(timedelta(seconds=_PATIENCE))
        return await connection.run_sync(work)
