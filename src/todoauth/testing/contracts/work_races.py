"""What every database must do when many change the same todo or cleaning at the same moment."""

from functools import partial

import pytest

from todoauth.domain.errors import (
    Outdated,
    TooManyCleanings,
    TooManyTodos,
    UserNotFound,
)
from todoauth.domain.model.cleaning import Cleaning, CleaningName, Price
from todoauth.domain.model.limit import Quotas
from todoauth.domain.model.todo import Todo, TodoContent
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.worlds import WorldContract
from todoauth.testing.world import World


@pytest.mark.asyncio
class WorkRacesContract(WorldContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    async def test_no_edit_of_a_todo_is_lost(self, world: World) -> None:
        ada = await world.join("ada")
        todo = await world.add_todo(owner=ada.user_id, content=TodoContent("to be edited"))
        edit = partial(world.edit_todo, owner=ada.user_id, id=todo.id)
        outcomes = await all_at_once(partial(edit, content=TodoContent(f"edit {place}")) for place in range(MANY))
        edits = sorted((each for each in outcomes if isinstance(each, Todo)), key=lambda each: each.version)
        assert [each.version for each in edits] == list(range(2, MANY + 2))
        assert await world.read_todo(owner=ada.user_id, id=todo.id) == edits[-1]

    async def test_edits_of_different_fields_both_stay(self, world: World) -> None:
        ada = await world.join("ada")
        name, price = CleaningName("Floors"), Price.parse("1.50")
        cleaning = await world.add_cleaning(owner=ada.user_id, name=CleaningName("Windows"), price=Price.parse("1"))
        edit = partial(world.edit_cleaning, owner=ada.user_id, id=cleaning.id)
        outcomes = await all_at_once([partial(edit, name=name), partial(edit, price=price)])
        edited = await world.read_cleaning(id=cleaning.id)
        assert tally(outcomes) == {Cleaning: 2}
        assert (edited.name, edited.price, edited.version) == (name, price, 3)

    async def test_one_of_many_edits_of_a_known_version_is_made(self, world: World) -> None:
        ada = await world.join("ada")
        todo = await world.add_todo(owner=ada.user_id, content=TodoContent("to be edited"))
        edit = partial(world.edit_todo, owner=ada.user_id, id=todo.id, expected=1)
        outcomes = await all_at_once(partial(edit, content=TodoContent(f"edit {place}")) for place in range(MANY))
        assert tally(outcomes) == {Todo: 1, Outdated: MANY - 1}

    async def test_a_storm_of_todos_gets_as_many_as_one_may_have(self, world: World) -> None:
        world.quotas = Quotas(todos=3)
        ada, bob = await world.join("ada"), await world.join("bob")
        add = partial(world.add_todo, content=TodoContent("Water the plants"))
        outcomes = await all_at_once([partial(add, owner=ada.user_id)] * MANY)
        assert tally(outcomes) == {Todo: 3, TooManyTodos: MANY - 3}
        assert len((await world.list_todos(owner=ada.user_id)).items) == 3
        assert tally(await all_at_once([partial(add, owner=bob.user_id)])) == {Todo: 1}

    async def test_a_storm_of_cleanings_gets_as_many_as_one_may_have(self, world: World) -> None:
        world.quotas = Quotas(cleanings=3)
        ada = await world.join("ada")
        add = partial(world.add_cleaning, owner=ada.user_id, name=CleaningName("Windows"), price=Price.parse("1"))
        assert tally(await all_at_once([add] * MANY)) == {Cleaning: 3, TooManyCleanings: MANY - 3}

    async def test_no_todo_outlives_its_owner(self, world: World) -> None:
        ada = await world.join("ada")
        add = partial(world.add_todo, owner=ada.user_id, content=TodoContent("Water the plants"))
        delete = partial(world.delete_account, caller=ada, password=World.PASSWORD)
        outcomes = await all_at_once([add, add, delete, add, add])
        assert set(tally(outcomes)) <= {Todo, UserNotFound, type(None)}
        assert (await world.list_todos(owner=ada.user_id)).items in ([], ())
        assert tally(await all_at_once([add])) == {UserNotFound: 1}
