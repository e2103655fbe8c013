"""Whoever holds an access token gets at their own things for as long as its session stands."""

import pytest

from tests.builders import SECRET
from tests.domain.acts import enter, log_in, prove, sign_up
from todoauth import (
    AddTodo,
    EditTodo,
    EmailNotProved,
    Guarded,
    InvalidToken,
    ListTodos,
    Operator,
    RefreshToken,
    Todo,
    TodoContent,
    Username,
)
from todoauth.testing.world import World

CONTENT = TodoContent("Water the plants")


async def write_down(world: World, own: Guarded) -> Todo:
    add = AddTodo(todos=own.todos, new_id=world.new_id, now=world.clock)
    return await add(owner=own.user_id, content=CONTENT)


async def test_a_token_opens_the_things_of_its_user(world: World):
    ada = await sign_up(world)
    own = await world.enter_session(token=(await log_in(world)).access_token)
    todo = await write_down(world, own)
    assert (own.user_id, (await own.caller()).user) == (ada.id, ada)
    assert (await ListTodos(todos=own.todos)(owner=ada.id)).items == [todo]


async def test_nothing_was_looked_at_before_the_first_call(world: World):
    caller = await enter(world)
    token = (await log_in(world)).access_token
    await world.administer_user(by=Operator(), id=caller.user_id, is_active=False)
    own = await world.enter_session(token=token)
    assert not own.stands
    with pytest.raises(InvalidToken):
        await write_down(world, own)


async def test_a_session_that_ends_between_two_steps_ends_there(world: World):
    await sign_up(world)
    token = (await log_in(world)).access_token
    own = await world.enter_session(token=token)
    todo = await write_down(world, own)
    await world.log_out(caller=await world.authenticate(token=token))
    edit = EditTodo(todos=own.todos, now=world.clock)
    with pytest.raises(InvalidToken):
        await edit(owner=own.user_id, id=todo.id, is_done=True)
    assert await world.read_todo(owner=own.user_id, id=todo.id) == todo


async def test_a_refresh_keeps_what_was_opened_open(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    own = await world.enter_session(token=tokens.access_token)
    await world.refresh(token=RefreshToken(tokens.refresh_token))
    await write_down(world, own)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "\0"], ids=ascii)
async def test_garbage_opens_nothing(world: World, token: str):
    with pytest.raises(InvalidToken):
        await world.enter_session(token=token)


async def test_where_proof_is_asked_for_nobody_gets_in_without(world: World):
    caller = await enter(world)
    token = (await log_in(world)).access_token
    world.require_verified = True
    with pytest.raises(EmailNotProved):
        await world.enter_session(token=token)
    await prove(world, caller)
    await write_down(world, await world.enter_session(token=token))


async def test_where_proof_is_asked_for_a_session_that_has_ended_is_told_so(world: World):
    await sign_up(world)
    token = (await log_in(world)).access_token
    await world.log_out(caller=await world.authenticate(token=token))
    world.require_verified = True
    with pytest.raises(InvalidToken):
        await world.enter_session(token=token)


async def test_what_is_opened_is_not_that_of_others(world: World):
    await sign_up(world)
    await world.register(username=Username("Bob"), password=SECRET, client="192.0.2.2")
    hers = await world.enter_session(token=(await log_in(world)).access_token)
    his = await world.enter_session(token=(await log_in(world, "Bob")).access_token)
    await write_down(world, hers)
    assert not (await ListTodos(todos=his.todos)(owner=his.user_id)).items
