"""The difference between "leave it as it is" and "make it empty"."""

from enum import Enum
from typing import Literal, TypeAlias, TypeVar


class Unset(Enum):
    """What an edit says of a field that it does not mention."""

    UNSET = "unset"


UNSET: Literal[Unset.UNSET] = Unset.UNSET

T = TypeVar("T")
Maybe: TypeAlias = T | Literal[Unset.UNSET]


def keep(current: T, wanted: Maybe[T]) -> T:
    """Return `wanted`, or `current` where nothing is wanted."""
    return current if wanted is UNSET else wanted
