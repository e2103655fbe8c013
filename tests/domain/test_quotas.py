"""How many things one user may have."""

import pytest

from tests.builders import SECRET
from tests.domain.acts import enter
from todoauth import CleaningName, Price, Quotas, TodoContent, TooManyCleanings, TooManyTodos, UserNotFound
from todoauth.testing.world import World

MILK, WINDOWS, PRICE = TodoContent("Buy milk"), CleaningName("Windows"), Price.parse("1")


async def test_whoever_has_as_many_todos_as_one_may_have_strikes_one_out_first(world: World):
    world.quotas = Quotas(todos=2)
    caller = await enter(world)
    first, _ = [await world.add_todo(owner=caller.user_id, content=MILK) for _ in range(2)]
    with pytest.raises(TooManyTodos):
        await world.add_todo(owner=caller.user_id, content=MILK)
    await world.remove_todo(owner=caller.user_id, id=first.id)
    await world.add_todo(owner=caller.user_id, content=MILK)


async def test_cleanings_and_todos_are_counted_apart_and_everybody_for_themselves(world: World):
    world.quotas = Quotas(todos=1, cleanings=1)
    for name in ("Ada", "Bob"):
        caller = await enter(world, name)
        await world.add_todo(owner=caller.user_id, content=MILK)
        await world.add_cleaning(owner=caller.user_id, name=WINDOWS, price=PRICE)
        with pytest.raises(TooManyCleanings):
            await world.add_cleaning(owner=caller.user_id, name=WINDOWS, price=PRICE)


async def test_nobody_adds_anything_to_an_account_that_is_gone(world: World):
    caller = await enter(world)
    await world.delete_account(caller=caller, password=SECRET)
    with pytest.raises(UserNotFound):
        await world.add_todo(owner=caller.user_id, content=MILK)
    with pytest.raises(UserNotFound):
        await world.add_cleaning(owner=caller.user_id, name=WINDOWS, price=PRICE)
