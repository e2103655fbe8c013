"""What every `Autocommit` must do when many want the same at the same moment."""

import asyncio
from functools import partial

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.cleaning import Cleaning, CleaningEdit, CleaningName
from todoauth.domain.model.page import Slice
from todoauth.domain.model.todo import Todo, TodoEdit, TodoFilter
from todoauth.testing.contracts.autocommit import saying
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.samples import HOUR, NOON, a_cleaning, a_spent, a_todo, a_user, stored_user
from todoauth.testing.contracts.sessions import a_successor, stored_session
from todoauth.testing.world import Database

FEW = 3


async def add_in_a_block(database: Database, todo: Todo) -> bool:
    """Add a todo in a unit of work."""
    async with database.begin() as work:
        return await work.todos.add(todo, at_most=FEW)


@pytest.mark.asyncio
class AutocommitRacesContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View` and an `Autocommit`."""

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

    async def test_whoever_is_refused_among_many_is_refused_alone(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        theirs, astray = [a_todo(ada) for _ in range(MANY)], [a_todo(a_user("Nobody")) for _ in range(MANY)]
        mixed = [todo for pair in zip(theirs, astray, strict=True) for todo in pair]
        outcomes = await all_at_once(partial(todos.add, todo, at_most=MANY) for todo in mixed)
        assert (outcomes[::2], tally(outcomes[1::2])) == ([True] * MANY, {UserNotFound: MANY})
        assert await all_at_once(partial(todos.get, todo.id, owner=ada.id) for todo in theirs) == theirs

    async def test_one_of_many_changes_what_all_have_read(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        todo = a_todo(ada)
        await todos.add(todo)
        edits = [saying(f"edit {place}") for place in range(MANY)]
        outcomes = await all_at_once(partial(todos.edit, todo.id, edit, owner=ada.id, version=1) for edit in edits)
        [made] = [outcome for outcome in outcomes if outcome is not None]
        assert made == todo.edited(edits[outcomes.index(made)])
        assert await todos.get(todo.id, owner=ada.id) == made

    async def test_of_many_who_change_the_same_each_adds_to_what_the_others_made(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        todo = a_todo(ada)
        await todos.add(todo)
        finished = TodoEdit(is_done=True, at=NOON + HOUR)
        edits = [finished, *(saying(f"edit {place}") for place in range(MANY - 1))]
        outcomes = await all_at_once(partial(todos.edit, todo.id, edit, owner=ada.id) for edit in edits)
        made = sorted((outcome for outcome in outcomes if isinstance(outcome, Todo)), key=lambda one: one.version)
        assert [one.version for one in made] == list(range(2, MANY + 2))
        for one, before in zip(made, [todo, *made], strict=False):
            assert one == before.edited(edits[outcomes.index(one)])
        assert await todos.get(todo.id, owner=ada.id) == made[-1]

    async def test_one_of_many_exchanges_a_token(self, database: Database) -> None:
        session = await stored_session(database, await stored_user(database))
        successors = [a_successor(session) for _ in range(MANY)]
        rotations = [partial(database.autocommit.sessions.rotate, each, spent=a_spent(session)) for each in successors]
        outcomes = await all_at_once(rotations)
        assert (tally(outcomes), sum(map(bool, outcomes))) == ({bool: MANY}, 1)
        assert await database.view.sessions.of(session.user_id) == [successors[outcomes.index(True)]]

    async def test_no_exchange_outlives_the_end_of_all_sessions(self, database: Database) -> None:
        ada = await stored_user(database)
        theirs = [await stored_session(database, ada) for _ in range(MANY)]

        async def end_all() -> None:
            async with database.begin() as work:
                await work.users.get_for_update(ada.id)
                await work.sessions.end_all(ada.id)

        rotations = [
            partial(database.autocommit.sessions.rotate, a_successor(each), spent=a_spent(each)) for each in theirs
        ]
        outcomes = await all_at_once([*rotations[: MANY // 2], end_all, *rotations[MANY // 2 :]])
        assert set(tally(outcomes)) == {bool, type(None)}
        assert await database.autocommit.sessions.of(ada.id) == []

    async def test_what_all_have_read_is_changed_or_removed(self, database: Database) -> None:
        ada, cleanings = await stored_user(database), database.autocommit.cleanings
        cleaning = a_cleaning(ada)
        await cleanings.add(cleaning)
        edit = CleaningEdit(name=CleaningName("Floors"), at=NOON + HOUR)
        change = partial(cleanings.edit, cleaning.id, edit, owner=ada.id, version=1)
        remove = partial(cleanings.remove, cleaning.id, owner=ada.id, version=1)
        outcomes = await all_at_once([change, remove] * MANY)
        [won] = [outcome for outcome in outcomes if outcome]
        left: Cleaning | None = await cleanings.get(cleaning.id)
        assert won == (True if left is None else left)

    async def test_a_call_waits_for_whoever_removes_the_owner(self, database: Database) -> None:
        ada = await stored_user(database)
        async with database.begin() as work:
            await work.users.remove(ada.id)
            adding = asyncio.create_task(database.autocommit.todos.add(a_todo(ada), at_most=FEW))
            await asyncio.wait([adding], timeout=0.05)
            assert not adding.done()
        with pytest.raises(UserNotFound):
            await adding
