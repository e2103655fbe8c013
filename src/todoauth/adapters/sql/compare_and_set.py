"""Edits where no single statement can make them: read, decide, and write if it is still what was read."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, TypeVar

from todoauth.domain.errors import Contended
from todoauth.domain.model.versioned import Versioned

T = TypeVar("T", bound=Versioned)

_TRIES: Final = 32
_SOON: Final = timedelta(seconds=1)


async def compare_and_set(
    read: Callable[[], Awaitable[T | None]],
    decide: Callable[[T], T],
    write: Callable[[T], Awaitable[bool]],
    *,
    version: int | None,
) -> T | None:
    """Return what was decided of what was read, once it is written.

    It is `None` if there is nothing, it has another version, or nothing differs.

    Where somebody else was faster, it reads and decides anew. Each time it does, somebody else got on.

    Args:
        write: returns whether it was still what was read.
        version: the one that it is to have, or `None` for whatever is there.

    Raises:
        Contended: somebody else was faster each time.
    """
    for _ in range(_TRIES):
        known = await read()
        if known is None or version not in {None, known.version}:
            return None
        decided = decide(known)
        if decided is known:
            return None
        if await write(decided):
            return decided
    raise Contended(_SOON)
