"""Which part of a list is wanted."""

import re
from typing import Annotated, TypeAlias

from pydantic import Field

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.page import Cursor, Order, PageSize, Slice
from todoauth.domain.model.text import SearchText
from todoauth.entrypoints.http.fields import Parsed, Strict, choice, text

_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
_FLAGS = {"true": True, "false": False}


def _size(raw: object) -> PageSize:
    if isinstance(raw, str):
        return PageSize(int(raw) if _WHOLE.fullmatch(raw) else PageSize.LEAST - 1)
    return PageSize(PageSize.USUAL)  # nobody said


def _flag(raw: object) -> bool:
    if not isinstance(raw, str) or raw not in _FLAGS:
        raise InvalidValue("must be true or false")
    return _FLAGS[raw]


_limit = Parsed(_size, {"type": "integer", "minimum": PageSize.LEAST, "maximum": PageSize.MOST})
Flag: TypeAlias = Annotated[bool | None, Parsed(_flag, {"type": "boolean"})]
Search: TypeAlias = Annotated[SearchText | None, text(SearchText)]


class Paging(Strict):
    """The parameters of every list."""

    order: Annotated[Order, choice(Order)] = Field(default=Order.ASC, description="`ASC`: the oldest first")
    limit: Annotated[PageSize, _limit] = Field(
        default=PageSize.USUAL, validate_default=True, description="how many items at most"
    )
    cursor: Annotated[Cursor | None, Parsed(Cursor.parse, {"type": "string"})] = Field(
        default=None, description="the `next_cursor` of the page before"
    )

    @property
    def part(self) -> Slice:
        """The part that is asked for."""
        return Slice(self.order, self.cursor, self.limit)
