"""What every list must do, whatever is listed."""

from abc import ABC, abstractmethod
from itertools import chain
from uuid import UUID

import pytest

from todoauth.domain.model.page import Cursor, Order, PageSize, Slice
from todoauth.domain.model.user import User
from todoauth.testing.contracts.samples import new_id, stored_user
from todoauth.testing.world import Database


@pytest.mark.asyncio
class PagesContract(ABC):
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    @abstractmethod
    async def add(self, database: Database, owner: User, text: str) -> UUID:
        """Store something that says `text`; return its id."""

    @abstractmethod
    async def remove(self, database: Database, owner: User, id: UUID) -> None:
        """Remove it."""

    @abstractmethod
    async def page(self, database: Database, owner: User, part: Slice) -> tuple[list[UUID], Cursor | None]:
        """Return the ids on that page, and where the next one begins."""

    async def add_many(self, database: Database, owner: User, number: int) -> list[UUID]:
        """Store `number` things; return their ids."""
        return [await self.add(database, owner, f"number {place}") for place in range(number)]

    async def leaf(self, database: Database, owner: User, *, size: int, order: Order = Order.ASC) -> list[list[UUID]]:
        """Return the ids on each page, from the first to the last."""
        pages, after = list[list[UUID]](), None
        while not pages or after is not None:
            ids, after = await self.page(database, owner, Slice(order, after, PageSize(size)))
            pages.append(ids)
        return pages

    async def test_an_empty_list_is_one_empty_page(self, database: Database) -> None:
        ada = await stored_user(database)
        assert await self.page(database, ada, Slice()) == ([], None)

    @pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 20, 100])
    async def test_leafing_shows_everything_once_in_order(self, database: Database, size: int) -> None:
        ada = await stored_user(database)
        ids = await self.add_many(database, ada, 7)
        forwards = await self.leaf(database, ada, size=size)
        backwards = await self.leaf(database, ada, size=size, order=Order.DESC)
        assert list(chain(*forwards)) == ids
        assert list(chain(*backwards)) == ids[::-1]
        assert [len(page) for page in forwards[:-1]] == [size] * (len(forwards) - 1)
        assert forwards[-1]

    async def test_a_page_has_no_more_than_it_should(self, database: Database) -> None:
        ada = await stored_user(database)
        ids = await self.add_many(database, ada, 102)
        first, after = await self.page(database, ada, Slice(size=PageSize(100)))
        assert (first, after) == (ids[:100], Cursor(ids[99]))
        assert await self.page(database, ada, Slice(after=after)) == (ids[100:], None)
        assert await self.page(database, ada, Slice()) == (ids[:20], Cursor(ids[19]))

    @pytest.mark.parametrize("order", Order)
    async def test_nothing_is_shown_twice_or_skipped_while_things_come_and_go(
        self, database: Database, order: Order
    ) -> None:
        ada = await stored_user(database)
        ids = await self.add_many(database, ada, 6)
        in_order = ids if order is Order.ASC else ids[::-1]
        first, after = await self.page(database, ada, Slice(order, None, PageSize(2)))
        assert (first, after) == (in_order[:2], Cursor(in_order[1]))
        await self.remove(database, ada, in_order[1])
        await self.remove(database, ada, in_order[3])
        newcomer = await self.add(database, ada, "late")
        second, after = await self.page(database, ada, Slice(order, after, PageSize(2)))
        assert second == [in_order[2], in_order[4]]
        rest, after = await self.page(database, ada, Slice(order, after, PageSize(2)))
        assert (rest, after) == ([in_order[5], newcomer] if order is Order.ASC else [in_order[5]], None)

    async def test_a_cursor_past_the_end_finds_nothing(self, database: Database) -> None:
        ada = await stored_user(database)
        before = Cursor(new_id())
        await self.add_many(database, ada, 2)
        after = Cursor(new_id())
        assert await self.page(database, ada, Slice(Order.ASC, after)) == ([], None)
        assert await self.page(database, ada, Slice(Order.DESC, before)) == ([], None)
