"""What every `Autocommit` must do."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from todoauth.domain.errors import Outdated, UserNotFound
from todoauth.domain.model.cleaning import Cleaning, CleaningName
from todoauth.domain.model.page import Slice
from todoauth.domain.model.todo import Todo, TodoContent, TodoFilter
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.samples import HOUR, NOON, a_cleaning, a_todo, a_user, stored_user
from todoauth.testing.world import Database

FEW = 3


async def add_in_a_block(database: Database, todo: Todo) -> bool:
    """Add a todo in a unit of work."""
    async with database.begin() as work:
        return await work.todos.add(todo, at_most=FEW)


def edited(todo: Todo, text: str = "edited") -> Todo:
    """Return a successor."""
    return todo.edited(content=TodoContent(text), at=NOON + HOUR)


@pytest.mark.asyncio
class AutocommitContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View` and an `Autocommit`."""

    async def test_a_todo_is_there_for_everybody_once_the_call_returns(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        todo = a_todo(ada)
        assert await todos.add(todo)
        assert await todos.get(todo.id, owner=ada.id) == todo
        await todos.update(edited(todo))
        assert await database.view.todos.get(todo.id, owner=ada.id) == edited(todo)
        assert list((await todos.page(ada.id, only=TodoFilter(), part=Slice())).items) == [edited(todo)]
        assert await todos.remove(todo.id, owner=ada.id)
        assert await todos.get(todo.id, owner=ada.id) is None

    async def test_a_cleaning_is_there_for_everybody_once_the_call_returns(self, database: Database) -> None:
        ada, cleanings = await stored_user(database), database.autocommit.cleanings
        cleaning = a_cleaning(ada)
        successor = cleaning.edited(name=CleaningName("Floors"), at=NOON + HOUR)
        assert await cleanings.add(cleaning, at_most=1)
        assert not await cleanings.add(a_cleaning(ada), at_most=1)
        await cleanings.update(successor)
        assert await database.view.cleanings.get(cleaning.id) == successor
        assert await cleanings.remove(cleaning.id, owner=ada.id, version=2)
        assert await cleanings.get(cleaning.id) is None

    @pytest.mark.parametrize("at_most", [None, FEW])
    async def test_a_call_that_is_refused_changes_nothing(self, database: Database, at_most: int | None) -> None:
        ada, nobody = await stored_user(database), a_user("Nobody")
        todos, cleanings = database.autocommit.todos, database.autocommit.cleanings
        todo, stray, adrift = a_todo(ada), a_todo(nobody), a_cleaning(nobody)
        with pytest.raises(UserNotFound):
            await todos.add(stray, at_most=at_most)
        with pytest.raises(UserNotFound):
            await cleanings.add(adrift, at_most=at_most)
        await todos.add(todo, at_most=at_most)
        with pytest.raises(Outdated):
            await todos.update(replace(edited(todo), version=3))
        assert await todos.get(todo.id, owner=ada.id) == todo
        assert (await todos.get(stray.id, owner=nobody.id), await cleanings.get(adrift.id)) == (None, None)

    async def test_calls_fail_and_succeed_alone(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        first, second = a_todo(ada), a_todo(ada)
        await todos.add(first)
        with pytest.raises(Outdated):
            await todos.update(edited(second))
        await todos.add(second)
        assert list((await todos.page(ada.id, only=TodoFilter(), part=Slice())).items) == [first, second]

    async def test_many_who_add_at_once_get_as_many_as_there_may_be(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        alone = [partial(database.autocommit.todos.add, a_todo(ada), at_most=FEW) for _ in range(MANY)]
        in_blocks = [partial(add_in_a_block, database, a_todo(ada)) for _ in range(MANY)]
        others = [partial(database.autocommit.todos.add, a_todo(bob), at_most=FEW) for _ in range(FEW)]
        mixed = [call for pair in zip(alone, in_blocks, strict=True) for call in pair]
        outcomes = await all_at_once([*mixed, *others])
        assert (sum(map(bool, outcomes[:-FEW])), all(outcomes[-FEW:])) == (FEW, True)
        for owner in (ada, bob):
            assert len((await database.autocommit.todos.page(owner.id, only=TodoFilter(), part=Slice())).items) == FEW

    async def test_many_who_add_cleanings_at_once_get_as_many_as_there_may_be(self, database: Database) -> None:
        ada = await stored_user(database)
        add = database.autocommit.cleanings.add
        outcomes = await all_at_once(partial(add, a_cleaning(ada), at_most=FEW) for _ in range(MANY))
        assert (tally(outcomes), sum(map(bool, outcomes))) == ({bool: MANY}, FEW)

    async def test_one_of_many_changes_what_all_have_read(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        todo = a_todo(ada)
        await todos.add(todo)
        successors = [edited(todo, f"edit {place}") for place in range(MANY)]
        outcomes = await all_at_once(partial(todos.update, successor) for successor in successors)
        assert tally(outcomes) == {type(None): 1, Outdated: MANY - 1}
        assert await todos.get(todo.id, owner=ada.id) == successors[outcomes.index(None)]

    async def test_what_all_have_read_is_changed_or_removed(self, database: Database) -> None:
        ada, cleanings = await stored_user(database), database.autocommit.cleanings
        cleaning = a_cleaning(ada)
        await cleanings.add(cleaning)
        change = partial(cleanings.update, cleaning.edited(name=CleaningName("Floors"), at=NOON + HOUR))
        remove = partial(cleanings.remove, cleaning.id, owner=ada.id, version=1)
        outcomes = await all_at_once([change, remove] * MANY)
        won = [outcome for outcome in outcomes if outcome is None or outcome is True]
        assert len(won) == 1
        left: Cleaning | None = await cleanings.get(cleaning.id)
        assert (left is None) == (won == [True])

    async def test_a_call_waits_for_whoever_removes_the_owner(self, database: Database) -> None:
        ada = await stored_user(database)
        async with database.begin() as work:
            await work.users.remove(ada.id)
            adding = asyncio.create_task(database.autocommit.todos.add(a_todo(ada), at_most=FEW))
            await asyncio.wait([adding], timeout=0.05)
            assert not adding.done()
        with pytest.raises(UserNotFound):
            await adding

    async def test_being_cancelled_at_any_moment_leaves_all_of_a_call_or_nothing(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        for moment in range(12):
            todo = a_todo(ada)
            writer = asyncio.create_task(todos.add(todo, at_most=100))
            for _ in range(moment):
                await asyncio.sleep(0)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            assert await todos.get(todo.id, owner=ada.id) in {None, todo}
        last = a_todo(ada)
        assert await todos.add(last, at_most=100)
