"""Changes of what somebody else may change meanwhile: read, decide, and write if it is still what was read."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final, TypeVar

from todoauth.domain.errors import Contended, Outdated

T = TypeVar("T")

_TRIES: Final = 32
_SOON: Final = timedelta(seconds=1)


async def compare_and_set(change: Callable[[], Awaitable[T]], *, expected: int | None) -> T:
    """Return what `change` returns. Where somebody else was faster, it reads and decides anew.

    Each time it does, somebody else got on.

    Args:
        expected: the version that the change is based on. If that is not there any more, nothing is decided anew.

    Raises:
        Outdated: it has another version than `expected` by now.
        Contended: somebody else was faster each time.
    """
    if expected is not None:
        return await change()
    for _ in range(_TRIES):
        with suppress(Outdated):
            return await change()
    raise Contended(_SOON)
