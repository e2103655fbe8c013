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

WATER, FEED = TodoContent("Water the plants"), TodoContent("Feed the cat")


@dataclass
class Overtaken:
    """Todos that somebody else changes just before it is looked why an edit changed nothing, and just after."""

    todos: Todos
    before: Callable[[], Awaitable[object]]
    after: Callable[[], Awaitable[object]]

    def __getattr__(self, name: str) -> object:
        return getattr(self.todos, name)

    async def get(self, id: TodoId, *, owner: UserId) -> Todo | None:
        await self.before()
        found = await self.todos.get(id, owner=owner)
        await self.after()
        return found


@pytest.fixture
async def todo(world: World) -> Todo:
    return await world.add_todo(owner=(await enter(world)).user_id, content=WATER)


async def nobody() -> None:
    pass


def overtaken(
    world: World, *, before: Callable[[], Awaitable[object]], after: Callable[[], Awaitable[object]] = nobody
) -> Todos:
    return Overtaken(world.database.autocommit.todos, before, after)  # type: ignore[return-value]  # it quacks


async def test_an_edit_that_would_change_nothing_is_made_of_what_somebody_else_made_meanwhile(world: World, todo: Todo):
    async def others() -> object:
        return await world.edit_todo(owner=todo.owner, id=todo.id, content=FEED, is_done=True)

    edit = replace(world.edit_todo, todos=overtaken(world, before=others))
    edited = await edit(owner=todo.owner, id=todo.id, content=WATER)
    assert (edited.content, edited.is_done, edited.version) == (WATER, True, 3)
    assert await world.read_todo(owner=todo.owner, id=todo.id) == edited


async def test_what_is_said_of_an_edit_that_changes_nothing_is_of_the_version_that_is_named(world: World, todo: Todo):
    async def others() -> object:
        return await world.edit_todo(owner=todo.owner, id=todo.id, content=FEED)

    edit = replace(world.edit_todo, todos=overtaken(world, before=others))
    with pytest.raises(Outdated):
        await edit(owner=todo.owner, id=todo.id, content=WATER, expected=1)
    assert (await world.read_todo(owner=todo.owner, id=todo.id)).content == FEED


async def test_what_is_removed_before_an_edit_that_changes_nothing_is_looked_at_is_not_found(world: World, todo: Todo):
    async def others() -> None:
        await world.remove_todo(owner=todo.owner, id=todo.id)

    edit = replace(world.edit_todo, todos=overtaken(world, before=others))
    with pytest.raises(TodoNotFound):
        await edit(owner=todo.owner, id=todo.id, content=WATER)


async def test_nobody_tries_without_end(world: World, todo: Todo):
    def others(content: TodoContent) -> Callable[[], Awaitable[object]]:
        return lambda: world.edit_todo(owner=todo.owner, id=todo.id, content=content)

    edit = replace(world.edit_todo, todos=overtaken(world, before=others(FEED), after=others(WATER)))
    with pytest.raises(Contended):
        await edit(owner=todo.owner, id=todo.id, content=WATER)
    assert (await world.read_todo(owner=todo.owner, id=todo.id)).content == WATER


async def test_an_offer_is_changed_only_in_the_version_that_is_named(world: World):
    ada = (await enter(world)).user_id
    cleaning = await world.add_cleaning(owner=ada, name=CleaningName("Windows"), price=Price.parse("1"))
    await world.edit_cleaning(owner=ada, id=cleaning.id, name=CleaningName("Floors"))
    for change in (world.edit_cleaning, world.remove_cleaning):
        with pytest.raises(Outdated):
            await change(owner=ada, id=cleaning.id, expected=1)
