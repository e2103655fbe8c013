"""Changes of what somebody else changes at the same moment."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest

from tests.domain.acts import enter
from todoauth import (
    CleaningName,
    Contended,
    Outdated,
    Price,
    Todo,
    TodoContent,
    TodoId,
    TodoNotFound,
    Todos,
    UserId,
)
from todoauth.testing.world import World

WATER, FEED, SWEEP = TodoContent("Water the plants"), TodoContent("Feed the cat"), TodoContent("Sweep")


@dataclass
class Overtaken:
    """Todos that somebody else changes between a look and what comes of it, so many times."""

    todos: Todos
    by: Callable[[], Awaitable[object]]
    times: int = 1

    def __getattr__(self, name: str) -> object:
        return getattr(self.todos, name)

    async def get(self, id: TodoId, *, owner: UserId) -> Todo | None:
        found = await self.todos.get(id, owner=owner)
        if self.times:
            self.times -= 1
            await self.by()
        return found


@pytest.fixture
async def todo(world: World) -> Todo:
    return await world.add_todo(owner=(await enter(world)).user_id, content=WATER)


def overtaken(world: World, by: Callable[[], Awaitable[object]], times: int = 1) -> Todos:
    return Overtaken(world.database.autocommit.todos, by, times)  # type: ignore[return-value]  # it quacks


async def test_an_edit_is_made_of_what_somebody_else_made_meanwhile(world: World, todo: Todo):
    async def others() -> object:
        return await world.edit_todo(owner=todo.owner, id=todo.id, content=FEED)

    edit = replace(world.edit_todo, todos=overtaken(world, others))
    edited = await edit(owner=todo.owner, id=todo.id, is_done=True)
    assert (edited.content, edited.is_done, edited.version) == (FEED, True, 3)
    assert await world.read_todo(owner=todo.owner, id=todo.id) == edited


async def test_an_edit_of_a_known_version_is_not_made_of_another(world: World, todo: Todo):
    async def others() -> object:
        return await world.edit_todo(owner=todo.owner, id=todo.id, content=FEED)

    edit = replace(world.edit_todo, todos=overtaken(world, others))
    with pytest.raises(Outdated):
        await edit(owner=todo.owner, id=todo.id, content=SWEEP, expected=1)
    assert (await world.read_todo(owner=todo.owner, id=todo.id)).content == FEED


async def test_what_is_removed_before_it_is_edited_is_not_found(world: World, todo: Todo):
    async def others() -> None:
        await world.remove_todo(owner=todo.owner, id=todo.id)

    edit = replace(world.edit_todo, todos=overtaken(world, others))
    with pytest.raises(TodoNotFound):
        await edit(owner=todo.owner, id=todo.id, content=SWEEP)


async def test_nobody_tries_without_end(world: World, todo: Todo):
    async def others() -> object:
        now = await world.read_todo(owner=todo.owner, id=todo.id)
        return await world.edit_todo(owner=todo.owner, id=todo.id, is_done=not now.is_done)

    edit = replace(world.edit_todo, todos=overtaken(world, others, times=1000))
    with pytest.raises(Contended):
        await edit(owner=todo.owner, id=todo.id, content=SWEEP)
    assert (await world.read_todo(owner=todo.owner, id=todo.id)).content == WATER


async def test_an_offer_is_changed_only_in_the_version_that_is_named(world: World):
    ada = (await enter(world)).user_id
    cleaning = await world.add_cleaning(owner=ada, name=CleaningName("Windows"), price=Price.parse("1"))
    await world.edit_cleaning(owner=ada, id=cleaning.id, name=CleaningName("Floors"))
    for change in (world.edit_cleaning, world.remove_cleaning):
        with pytest.raises(Outdated):
            await change(owner=ada, id=cleaning.id, expected=1)
