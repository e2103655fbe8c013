"""Changes of what somebody else may change meanwhile: read, decide, and write if it is still what was read."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final, Protocol, TypeVar

from todoauth.domain.errors import Contended, Outdated

T = TypeVar("T", bound="Versioned")

_TRIES: Final = 32
_SOON: Final = timedelta(seconds=1)


class Versioned(Protocol):
    """What says how often it was changed."""

    @property
    def version(self) -> int:
        """The version."""
        ...


async def compare_and_set(
    read: Callable[[], Awaitable[T]],
    decide: Callable[[T], T],
    write: Callable[[T], Awaitable[None]],
    *,
    expected: int | None,
) -> T:
    """Return what was decided of what was read, once it is written; what is the same is not.

    Where somebody else was faster, it reads and decides anew. Each time it does, somebody else got on.

    Args:
        write: raises `Outdated` if there is something else by now.
        expected: the version that the change is based on. If that is not there any more, nothing is decided anew.

    Raises:
        Outdated: it has another version than `expected` by now.
        Contended: somebody else was faster each time.
    """

    async def change() -> T:
        known = await read()
        if expected not in (None, known.version):
            raise Outdated
        decided = decide(known)
        if decided is not known:
            await write(decided)
        return decided

    if expected is not None:
        return await change()
    for _ in range(_TRIES):
        with suppress(Outdated):
            return await change()
    raise Contended(_SOON)
