"""Edits: the store makes them, in one step, and where it did not the domain says why."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, TypeVar

from todoauth.domain.errors import Contended, Outdated
from todoauth.domain.model.versioned import Versioned

T = TypeVar("T", bound=Versioned)

_TRIES: Final = 32
_SOON: Final = timedelta(seconds=1)


async def edited(
    edit: Callable[[], Awaitable[T | None]],
    look: Callable[[], Awaitable[T]],
    would_differ: Callable[[T], bool],
    *,
    expected: int | None,
) -> T:
    """Return what an edit made of what is stored, or what is stored if the edit makes no difference.

    Args:
        edit: makes it, unless there is nothing, it has another version, or nothing differs; returns what was made.
        look: returns what is stored, or raises what keeps it from being edited.
        would_differ: whether the edit would make a difference.
        expected: the version that the edit is based on, or `None` for whatever is there.

    Raises:
        Outdated: it has another version by now.
        Contended: each time that it was looked at, others had just changed it.
    """
    for _ in range(_TRIES):
        made = await edit()
        if made is not None:
            return made
        stored = await look()
        if expected not in (None, stored.version):
            raise Outdated
        if not would_differ(stored):
            return stored
    raise Contended(_SOON)
