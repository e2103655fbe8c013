"""Keys, limits, and waiting for better times."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count
from typing import Final, TypeVar

from todoauth.domain.errors import Unavailable
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.domain.model.one_time_code import CodeKey, Purpose
from todoauth.testing import CountingIds

T = TypeVar("T")

CODE, GUESS = b"\x01" * 32, b"\x02" * 32
LONG: Final = timedelta(minutes=3)
MANY_AN_HOUR: Final = Limit(1000, timedelta(hours=1))
MOST_TRIES: Final = 300

_new_id = CountingIds()
_numbers = count()


def a_code_key(email: str = "ada@example.org") -> CodeKey:
    return CodeKey(Purpose.VERIFY_EMAIL, UserId(_new_id()), EmailAddress(email))


def a_limit_key() -> LimitKey:
    return LimitKey("log-in", f"ada-{next(_numbers)}@example.org")


async def burst(*calls: Callable[[], Awaitable[object]], times: int) -> list[object]:
    """What each of the calls came to, each made that often, all at the same time."""
    return await asyncio.gather(*(call() for call in calls * times), return_exceptions=True)


async def eventually(call: Callable[[], Awaitable[T]]) -> T:
    """What `call` returns once it is not `Unavailable` any more."""
    for _ in range(MOST_TRIES):
        try:
            return await call()
        except Unavailable:
            await asyncio.sleep(0.1)
    return await call()
