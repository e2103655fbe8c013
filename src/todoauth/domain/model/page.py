"""Long lists, a page at a time. Pages are found by key, never by counting: the last costs what the first does."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, Self, TypeVar
from uuid import UUID

from todoauth.domain.errors import InvalidValue

T = TypeVar("T")
U = TypeVar("U")


class Order(StrEnum):
    """Which comes first."""

    ASC = "ASC"
    DESC = "DESC"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after which a page begins: the id of the last item seen, in an opaque spelling.

    Ids are time-ordered, so a cursor orders by creation.
    """

    after: UUID

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Read a cursor that `str` gave.

        Raises:
            InvalidValue: it is no such cursor.
        """
        if isinstance(raw, cls):
            return raw
        try:
            cursor = cls(UUID(bytes=base64.urlsafe_b64decode(f"{raw}==")))
        except (ValueError, binascii.Error):
            raise InvalidValue("must be a cursor from a previous page") from None
        if str(cursor) != raw:
            raise InvalidValue("must be a cursor from a previous page")
        return cursor

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(self.after.bytes).rstrip(b"=").decode("ascii")


@dataclass(frozen=True, slots=True)
class PageSize:
    """How many items a page holds at most: 1 to 100.

    Raises:
        InvalidValue: it is no such number.
    """

    LEAST: ClassVar[int] = 1
    MOST: ClassVar[int] = 100
    USUAL: ClassVar[int] = 20

    items: int = USUAL

    def __post_init__(self) -> None:
        if type(self.items) is not int or not self.LEAST <= self.items <= self.MOST:
            raise InvalidValue(f"must be a whole number from {self.LEAST} to {self.MOST}")


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is wanted."""

    order: Order = Order.ASC
    after: Cursor | None = None
    size: PageSize = PageSize()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items, and where the next page begins; `None` when there is none."""

    items: Sequence[T]
    next_cursor: Cursor | None = None

    @staticmethod
    def of(found: Sequence[U], size: PageSize, *, id_of: Callable[[U], UUID]) -> "Page[U]":
        """Return the page, given the items found when one more than fits was looked for."""
        if len(found) <= size.items:
            return Page(found)
        items = found[: size.items]
        return Page(items, Cursor(id_of(items[-1])))
