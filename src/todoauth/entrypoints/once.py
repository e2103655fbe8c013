"""What a command does with the parts of the service: once, and lets go of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from todoauth.entrypoints.container import Container
from todoauth.entrypoints.schema import prepare_schema
from todoauth.entrypoints.settings import Settings

T = TypeVar("T")


def once(settings: Settings, act: Callable[[Container], Awaitable[T]]) -> T:
    """Return what `act` returns, given the parts of a service whose database is prepared and open.

    Raises: what `act` does, and what `prepare_schema` and opening the database do.
    """
    prepare_schema(settings)

    async def acting() -> T:
        container = Container(settings=settings)
        async with container.database():
            return await act(container)

    return asyncio.run(acting())
