"""What has to go on while an application serves: open connections, and mail on its way."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from todoauth.adapters.sql.database import SqlDatabase
from todoauth.domain.errors import Contended, Unavailable
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.schema import absence, prepare_schema


@asynccontextmanager
async def running(container: Container) -> AsyncGenerator[None, None]:
    """Prepare the schema, open the adapters and relay mail, until the block is left.

    It can be entered again: what was closed is made anew.

    Raises:
        NotYet: the database does not answer.
        Refused: migrations are pending and must not be run unasked, the database is not to be had, or another process
            serves it and there is nothing to share codes and limits in.
    """
    await asyncio.to_thread(prepare_schema, container.settings())
    async with AsyncExitStack() as closing:
        closing.callback(container.reset_singletons)
        closing.push_async_callback(asyncio.to_thread, container.hasher().close)
        if redis := container.redis():
            await closing.enter_async_context(redis)
        else:
            await _be_the_only_one(container.database(), closing)
        await closing.enter_async_context(container.database())
        await closing.enter_async_context(_meanwhile(container.relay()))
        yield


async def _be_the_only_one(database: SqlDatabase, closing: AsyncExitStack) -> None:
    try:
        await closing.enter_async_context(database.alone())
    except Contended as error:
        raise Refused(
            "Another process serves this database. Several need TODOAUTH_REDIS_URL, to share one-time codes and limits."
        ) from error
    except Unavailable as error:
        raise absence(error) from error


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
