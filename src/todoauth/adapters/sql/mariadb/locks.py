"""Locks on a name, for as long as a connection lasts. Names are the whole server's, so ours tell the database."""

import asyncio
from contextlib import suppress
from typing import Final

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from todoauth.adapters.sql.mariadb.engine import IDLE
from todoauth.adapters.sql.mariadb.failures import failures
from todoauth.domain.errors import Unavailable

MIGRATING: Final = "todoauth migrates "
SERVED: Final = "todoauth serves "

_BITS: Final = 224  # in hexadecimal, just short enough for a name
_LOCK: Final = select(
    func.get_lock(func.sha2(func.concat(bindparam("what"), func.database()), _BITS), bindparam("patience"))
)


async def locked(connection: AsyncConnection, what: str, *, patience: int) -> bool:
    """Return whether the lock was to be had within `patience` seconds."""
    return await connection.scalar(_LOCK, {"what": what, "patience": patience}) == 1


async def keep_awake(held: AsyncConnection) -> None:
    """Give signs of life. The server lets go of whoever gives none: a process that vanished serves no more."""
    with suppress(Unavailable), failures():
        while True:
            await asyncio.sleep(IDLE / 4)
            await held.execute(text("DO 0"))
