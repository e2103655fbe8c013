"""Todos, which nobody but their owner ever sees."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.builders import ADA, SECRET
from tests.domain.acts import enter
from todoauth import (
    Outdated,
    Todo,
    TodoContent,
    TodoId,
    TodoNotFound,
    UserId,
    UserNotFound,
)
from todoauth.testing.world import World

WATER, FEED = TodoContent("Water the plants"), TodoContent("Feed the cat")
NOBODYS = TodoId(UUID(int=404))


@pytest.fixture
async def ada(world: World) -> UserId:
    return (await enter(world, "Ada")).user_id


@pytest.fixture
async def eve(world: World) -> UserId:
    return (await enter(world, "Eve")).user_id


async def test_a_todo_that_was_added_can_be_read(world: World, ada: UserId):
    todo = await world.add_todo(owner=ada, content=WATER)
    assert (todo.owner, todo.content, todo.is_done, todo.version) == (ada, WATER, False, 1)
    assert todo.created_at == todo.updated_at == world.clock()
    assert await world.read_todo(owner=ada, id=todo.id) == todo


async def test_a_todo_may_be_done_from_the_start(world: World, ada: UserId):
    assert (await world.add_todo(owner=ada, content=WATER, is_done=True)).is_done


async def test_nobody_who_is_gone_gets_a_todo(world: World):
    with pytest.raises(UserNotFound):
        await world.add_todo(owner=ADA, content=WATER)


async def test_a_todo_can_be_done_and_opened_again(world: World, ada: UserId):
    todo = await world.add_todo(owner=ada, content=WATER)
    world.clock.advance(timedelta(hours=1))
    done = await world.edit_todo(owner=ada, id=todo.id, is_done=True)
    assert (done.is_done, done.content, done.version) == (True, WATER, 2)
    assert (done.created_at, done.updated_at) == (todo.created_at, world.clock())
    assert await world.read_todo(owner=ada, id=todo.id) == done
    assert not (await world.edit_todo(owner=ada, id=todo.id, is_done=False)).is_done


async def test_an_edit_that_changes_nothing_leaves_no_trace(world: World, ada: UserId):
    todo = await world.add_todo(owner=ada, content=WATER)
    world.clock.advance(timedelta(hours=1))
    assert await world.edit_todo(owner=ada, id=todo.id) == todo
    assert await world.edit_todo(owner=ada, id=todo.id, content=WATER, is_done=False) == todo
    assert await world.read_todo(owner=ada, id=todo.id) == todo


async def test_what_a_replacement_does_not_give_goes_back_to_its_default(world: World, ada: UserId):
    todo = await world.add_todo(owner=ada, content=WATER, is_done=True)
    replaced = await world.replace_todo(owner=ada, id=todo.id, content=FEED)
    assert (replaced.content, replaced.is_done, replaced.version) == (FEED, False, 2)
    assert (replaced.id, replaced.owner, replaced.created_at) == (todo.id, todo.owner, todo.created_at)


async def test_a_todo_that_was_struck_out_is_gone(world: World, ada: UserId):
    todo = await world.add_todo(owner=ada, content=WATER)
    kept = await world.add_todo(owner=ada, content=FEED)
    await world.remove_todo(owner=ada, id=todo.id)
    assert list((await world.list_todos(owner=ada)).items) == [kept]
    await _not_found(world, ada, todo.id)


async def test_a_todo_of_nobodys_is_not_found(world: World, ada: UserId):
    await _not_found(world, ada, NOBODYS)


async def test_a_todo_of_somebody_elses_is_not_found_whatever_version_is_named(world: World, ada: UserId, eve: UserId):
    todo = await world.add_todo(owner=ada, content=WATER)
    await _not_found(world, eve, todo.id)
    with pytest.raises(TodoNotFound):
        await world.edit_todo(owner=eve, id=todo.id, is_done=True, expected=99)
    assert not (await world.list_todos(owner=eve)).items
    assert await world.read_todo(owner=ada, id=todo.id) == todo


async def test_a_change_based_on_an_older_version_is_refused(world: World, ada: UserId):
    todo = await _edited_once(world, ada)
    for stale in (0, 1, 3):
        with pytest.raises(Outdated):
            await world.edit_todo(owner=ada, id=todo.id, is_done=True, expected=stale)
        with pytest.raises(Outdated):
            await world.replace_todo(owner=ada, id=todo.id, content=WATER, expected=stale)
        with pytest.raises(Outdated):
            await world.remove_todo(owner=ada, id=todo.id, expected=stale)
    assert await world.read_todo(owner=ada, id=todo.id) == todo


async def test_a_change_based_on_the_version_that_is_there_is_made(world: World, ada: UserId):
    todo = await _edited_once(world, ada)
    assert (await world.edit_todo(owner=ada, id=todo.id, is_done=True, expected=2)).version == 3
    assert (await world.replace_todo(owner=ada, id=todo.id, content=WATER, expected=3)).version == 4
    await world.remove_todo(owner=ada, id=todo.id, expected=4)
    await _not_found(world, ada, todo.id)


async def test_todos_go_with_their_owner(world: World):
    caller = await enter(world, "Bob")
    todo = await world.add_todo(owner=caller.user_id, content=WATER)
    await world.delete_account(caller=caller, password=SECRET)
    await _not_found(world, caller.user_id, todo.id)


async def _edited_once(world: World, owner: UserId) -> Todo:
    todo = await world.add_todo(owner=owner, content=WATER)
    return await world.edit_todo(owner=owner, id=todo.id, content=FEED, expected=1)


async def _not_found(world: World, owner: UserId, id: TodoId) -> None:
    for attempt in (
        world.read_todo(owner=owner, id=id),
        world.edit_todo(owner=owner, id=id, is_done=True),
        world.replace_todo(owner=owner, id=id, content=FEED),
        world.remove_todo(owner=owner, id=id),
    ):
        with pytest.raises(TodoNotFound):
            await attempt
