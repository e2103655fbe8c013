"""Locks on a name, for as long as a connection lasts. Names are the whole server's, so ours tell the database."""

from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

MIGRATING: Final = "todoauth migrates "
SERVED: Final = "todoauth serves "

_BITS: Final = 224  # in hexadecimal, just short enough for a name
_LOCK: Final = select(
    func.get_lock(func.sha2(func.concat(bindparam("what"), func.database()), _BITS), bindparam("patience"))
)


async def locked(connection: AsyncConnection, what: str, *, patience: int) -> bool:
    """Return whether the lock was to be had within `patience` seconds."""
    return await connection.scalar(_LOCK, {"what": what, "patience": patience}) == 1
