"""A start that does not need the database to be there first (F-39)."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from todoauth.entrypoints.container import Container
from todoauth.entrypoints.refusal import NotYet
from todoauth.entrypoints.relay import wait_after
from todoauth.entrypoints.running import running

_SHORTEST, _LONGEST = 0.25, 3.0  # seconds between two looks for the database
_ENTRY = 10.0  # seconds: a probe of life may give up on whoever takes longer to answer

log = structlog.get_logger(__name__)


async def run(
    container: Container,
    *,
    until: asyncio.Event,
    opened: Callable[[], None] = lambda: None,
    waits: Callable[[], None] = lambda: None,
) -> None:
    """Be `running` until told. A database that does not answer is waited for.

    Args:
        container: the parts.
        until: set when it is to end.
        opened: called when everything is there.
        waits: called when the database is not, each time that it was looked for.

    Raises:
        Refused: waiting does not help.
    """
    failures, told = 0, ""
    while not until.is_set():
        try:
            async with running(container):
                if failures:
                    log.info("the_database_is_there")
                opened()
                await until.wait()
        except NotYet as absence:
            failures += 1
            if told != (told := str(absence)):
                log.warning("waiting_for_the_database", reason=told)
            waits()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait_after(failures, pause=_SHORTEST, longest=_LONGEST)):
                    await until.wait()


@asynccontextmanager
async def running_in_time(container: Container, *, opened: Callable[[], None]) -> AsyncGenerator[None, None]:
    """Be `running` while the block lasts; but do not wait for it longer than until it is known that it takes a while.

    If it is refused after that, the departure of this process begins, and leaving the block raises.

    Args:
        container: the parts.
        opened: called when everything is there.

    Raises:
        Refused: waiting does not help.
    """
    until, is_known = asyncio.Event(), asyncio.Event()

    def ended(_: object) -> None:
        is_known.set()
        if not until.is_set():
            container.departure().begin()

    def there() -> None:
        opened()
        is_known.set()

    task = asyncio.create_task(run(container, until=until, opened=there, waits=is_known.set))
    task.add_done_callback(ended)
    with suppress(TimeoutError):
        async with asyncio.timeout(_ENTRY):
            await is_known.wait()
    if task.done():
        await task
    try:
        yield
    finally:
        until.set()
        await task
