"""What has to go on while an application serves: open connections, and mail on its way."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from todoauth.domain.model.password import common_passwords
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.schema import prepare_schema


@asynccontextmanager
async def running(container: Container) -> AsyncGenerator[None, None]:
    """Prepare the schema, open the adapters and relay mail, until the block is left. The lifespan of an application.

    Raises:
        Refused: migrations are pending and must not be run unasked, or the database is not there.
    """
    await asyncio.to_thread(prepare_schema, container.settings())
    await asyncio.to_thread(common_passwords)  # read once, and not while the first newcomer waits
    async with AsyncExitStack() as closing:
        closing.push_async_callback(asyncio.to_thread, container.hasher().close)
        if redis := container.redis():
            await closing.enter_async_context(redis)
        await closing.enter_async_context(container.database())
        await closing.enter_async_context(_meanwhile(container.relay()))
        yield


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
