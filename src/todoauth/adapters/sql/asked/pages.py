"""Pages, by name, order, limit and what they are narrowed by."""

from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from todoauth.adapters.sql.executor import Statement
from todoauth.domain.model.page import Order, PageSize, Slice

LIMITS: Final = (PageSize.USUAL + 1, PageSize.MOST + 1)
"""What limits there are: each finds at least one more row than a page holds.

They are written into the text: with a bound one, PostgreSQL cannot know that few rows are wanted and plans every call
anew. So there is one statement for each of very few limits.
"""


class Pages:
    """Statements for pages of one list.

    Args:
        name: what the list is called: `todos.PAGE`.
    """

    def __init__(self, name: str) -> None:
        @cache
        def page(order: Order, limit: int, wanted: frozenset[str]) -> Statement:
            return Statement(f"{name} {order}", limit, wanted)

        self._page = page

    def __call__(self, part: Slice, wanted: Iterable[str]) -> Statement:
        """Return the statement for a page, narrowed by what is wanted."""
        return self._page(part.order, _limit_of(part.size), frozenset(wanted))


class Search(NamedTuple):
    """Two statements for the same page, each fast where the other is slow.

    `near` looks at a few of the rows that come next, and fills a page with what many rows say. `far` asks an index on
    the text, if the database has one, and finds at once what few rows say. PostgreSQL could choose between the two by
    itself, but does so without knowing what is looked for after a statement was used a few times.
    """

    near: Pages
    far: Pages


def _limit_of(size: PageSize) -> int:
    return next(limit for limit in LIMITS if limit > size.items)
