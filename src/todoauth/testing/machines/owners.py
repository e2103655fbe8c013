"""Random histories of owners, to whom things belong."""

from collections.abc import Coroutine, Iterable
from typing import Any, Final, Protocol, TypeVar

from hypothesis import strategies as st

from todoauth.domain.model.ids import UserId
from todoauth.domain.model.page import Order, Page, PageSize, Slice
from todoauth.domain.model.text import SearchText
from todoauth.testing.machines.stage import Opened, Stage

T = TypeVar("T")


class Read(Protocol[T]):
    """Reads one page."""

    def __call__(self, *, part: Slice) -> Coroutine[Any, Any, Page[T]]: ...  # Any: the loop's affair


NAMES: Final = ("ada", "bob")

# Few letters, so that what is looked for is often there: cases that fold to more letters, what patterns are made of.
LETTERS: Final = "aAßẞsS\u00e9e\u0301İi%_\\' 🧹"


def texts(longest: int) -> st.SearchStrategy[str]:
    """Return texts of up to so many of the letters."""
    return st.text(LETTERS, min_size=1, max_size=longest).filter(lambda text: not text.isspace())


sought = st.none() | texts(2).map(SearchText)
owners = st.sampled_from(NAMES)
slices = st.builds(Slice, st.sampled_from(Order), st.none(), st.builds(PageSize, st.integers(1, 4)))
versions = st.none() | st.integers(1, 3)


class OwnerStage(Stage):
    """Two owners, and how to look through what they have."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.owners = {name: self.joined(name) for name in NAMES}

    def leaf(self, read: Read[T], part: Slice) -> list[T]:
        """Return all that the pages from `part` on hold."""
        items = list[T]()
        while True:
            page = self.run(read(part=part))
            assert len(page.items) <= part.size.items
            items.extend(page.items)
            if page.next_cursor is None:
                return items
            part = Slice(part.order, page.next_cursor, part.size)

    def joined(self, name: str) -> UserId:
        """Return the id of somebody who has just registered."""
        return self.run(self.world.join(name)).user_id


def in_order(items: Iterable[T], part: Slice) -> list[T]:
    """Return the items, given in the order of their ids, as `part` wants them."""
    return list(items) if part.order is Order.ASC else list(items)[::-1]
