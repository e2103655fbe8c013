"""What has to go on while an application serves: open connections, and mail on its way."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from todoauth.entrypoints.container import Container
from todoauth.entrypoints.schema import prepare_schema


@asynccontextmanager
async def running(container: Container) -> AsyncGenerator[None, None]:
    """Prepare the schema, open the adapters and relay mail, until the block is left. The lifespan of an application.

    Raises:
        Refused: migrations are pending and must not be run unasked, or the database is not there.
    """
    await asyncio.to_thread(prepare_schema, container.settings())
    try:
        async with container.database(), _meanwhile(container.relay()):
            yield
    finally:
        await asyncio.to_thread(container.hasher().close)


@asynccontextmanager
async def _meanwhile(work: Callable[[], Awaitable[None]]) -> AsyncGenerator[None, None]:
    """Do `work` while the block lasts."""
    task = asyncio.ensure_future(work())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
