"""Lists of todos, a page at a time."""

from typing import Any

import pytest

from tests.domain.acts import enter
from todoauth import (
    Order,
    PageSize,
    SearchText,
    Slice,
    Todo,
    TodoContent,
    TodoFilter,
    UserId,
)
from todoauth.testing.world import World

WATER, FEED = TodoContent("Water the plants"), TodoContent("Feed the cat")


@pytest.fixture
async def ada(world: World) -> UserId:
    return (await enter(world, "Ada")).user_id


async def contents(world: World, owner: UserId, **wanted: Any) -> list[str]:
    return [todo.content.text for todo in (await world.list_todos(owner=owner, **wanted)).items]


async def test_todos_come_oldest_first_or_last(world: World, ada: UserId):
    for content in (WATER, FEED):
        await world.add_todo(owner=ada, content=content)
    assert await contents(world, ada) == [WATER.text, FEED.text]
    assert await contents(world, ada, part=Slice(Order.DESC)) == [FEED.text, WATER.text]


async def test_todos_can_be_looked_for(world: World, ada: UserId):
    await world.add_todo(owner=ada, content=WATER)
    await world.add_todo(owner=ada, content=FEED, is_done=True)
    assert await contents(world, ada, only=TodoFilter(is_done=True)) == [FEED.text]
    assert await contents(world, ada, only=TodoFilter(is_done=False)) == [WATER.text]
    assert await contents(world, ada, only=TodoFilter(text=SearchText("THE CAT"))) == [FEED.text]
    assert await contents(world, ada, only=TodoFilter(is_done=False, text=SearchText("cat"))) == []


@pytest.mark.parametrize("order", Order)
async def test_leafing_through_shows_every_todo_once(world: World, ada: UserId, order: Order):
    added = [await world.add_todo(owner=ada, content=TodoContent(f"todo {number}")) for number in range(7)]
    seen: list[Todo] = []
    part: Slice | None = Slice(order, size=PageSize(3))
    while part is not None:
        page = await world.list_todos(owner=ada, part=part)
        seen += page.items
        part = Slice(order, page.next_cursor, PageSize(3)) if page.next_cursor else None
    assert seen == (added if order is Order.ASC else added[::-1])


async def test_without_todos_there_is_one_empty_page(world: World, ada: UserId):
    page = await world.list_todos(owner=ada)
    assert (list(page.items), page.next_cursor) == ([], None)
