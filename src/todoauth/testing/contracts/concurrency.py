"""Many at once."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from todoauth.domain.errors import TodoAuthError, Unavailable

MANY: Final = 8

_TRIES = 400


async def all_at_once(calls: Iterable[Callable[[], Awaitable[object]]]) -> list[object]:
    """Return what each call returned or how it was refused, having started all of them at the same time."""
    return await asyncio.gather(*(_outcome(call) for call in calls))


def tally(outcomes: Iterable[object]) -> Counter[type]:
    """Return how often there was each kind of outcome."""
    return Counter(type(outcome) for outcome in outcomes)


async def _outcome(call: Callable[[], Awaitable[object]]) -> object:
    for _ in range(_TRIES):
        try:
            return await call()
        except Unavailable:
            # A store that has no room changes nothing: one comes again, as any client does.
            await asyncio.sleep(0.05)
        except TodoAuthError as refusal:
            return refusal
    raise AssertionError("the store never had room")
