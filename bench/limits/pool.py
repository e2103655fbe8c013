"""Connections to PostgreSQL."""

import os

import asyncpg

CONNECTIONS = 8


class Postgres:
    """A pool that is opened once the event loop runs."""

    pool: "asyncpg.Pool[asyncpg.Record]"

    async def open(self) -> None:
        """Open every connection."""
        # Without the round trip that would reset a session which nothing here changes.
        self.pool = await asyncpg.create_pool(
            os.environ["BENCH_DATABASE_URL"], min_size=CONNECTIONS, max_size=CONNECTIONS, reset=_leave_as_it_is
        )

    async def close(self) -> None:
        """Let go of them."""
        await self.pool.close()


async def _leave_as_it_is(_: object) -> None: ...
