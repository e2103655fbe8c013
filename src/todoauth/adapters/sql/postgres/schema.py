"""Work on the schema of a PostgreSQL database."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection, NullPool, func, select
from sqlalchemy.ext.asyncio import create_async_engine

from todoauth.adapters.sql.postgres.failures import failures
from todoauth.adapters.sql.postgres.hosts import connected
from todoauth.adapters.sql.unwrapped import unwrapped

T = TypeVar("T")

_LOCK: Final = 0x746F646F61757468  # "todoauth": the advisory lock of whoever works on the schema
_LOCK_TIMEOUT: Final = "1s"
_PATIENCE: Final = 10.0  # seconds, to connect


def alone_in_postgres(url: str, work: Callable[[Connection], T]) -> T:
    """Return what `work` returns, in a transaction that waits for whoever else works on the schema."""
    with failures(lambda: True), unwrapped():
        return asyncio.run(_alone(url, work))


async def _alone(url: str, work: Callable[[Connection], T]) -> T:
    connect = partial(connected, url, patience=_PATIENCE, server_settings={"application_name": "todoauth-migrate"})
    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        # From here on: whoever waits for a table makes everybody else wait who wants it, so not for long.
        await connection.execute(select(func.set_config("lock_timeout", _LOCK_TIMEOUT, True)))
        return await connection.run_sync(work)
