"""What every `Autocommit` must do."""

import asyncio

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.cleaning import CleaningEdit, CleaningName
from todoauth.domain.model.page import Slice
from todoauth.domain.model.todo import TodoContent, TodoEdit, TodoFilter
from todoauth.testing.contracts.samples import HOUR, NOON, a_cleaning, a_spent, a_todo, a_user, stored_user
from todoauth.testing.contracts.sessions import a_successor, stored_session
from todoauth.testing.world import Database


def saying(text: str) -> TodoEdit:
    """Return the edit that makes a todo say so."""
    return TodoEdit(content=TodoContent(text), at=NOON + HOUR)


@pytest.mark.asyncio
class AutocommitContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View` and an `Autocommit`."""

    async def test_a_todo_is_there_for_everybody_once_the_call_returns(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        todo = a_todo(ada)
        assert await todos.add(todo)
        assert await todos.get(todo.id, owner=ada.id) == todo
        edited = todo.edited(saying("edited"))
        assert await todos.edit(todo.id, saying("edited"), owner=ada.id, version=1) == edited
        assert await database.view.todos.get(todo.id, owner=ada.id) == edited
        assert list((await todos.page(ada.id, only=TodoFilter(), part=Slice())).items) == [edited]
        assert await todos.remove(todo.id, owner=ada.id)
        assert await todos.get(todo.id, owner=ada.id) is None

    async def test_a_cleaning_is_there_for_everybody_once_the_call_returns(self, database: Database) -> None:
        ada, cleanings = await stored_user(database), database.autocommit.cleanings
        cleaning = a_cleaning(ada)
        edit = CleaningEdit(name=CleaningName("Floors"), at=NOON + HOUR)
        assert await cleanings.add(cleaning, at_most=1)
        assert not await cleanings.add(a_cleaning(ada), at_most=1)
        assert await cleanings.edit(cleaning.id, edit, owner=ada.id, version=1) == cleaning.edited(edit)
        assert await database.view.cleanings.get(cleaning.id) == cleaning.edited(edit)
        assert await cleanings.remove(cleaning.id, owner=ada.id, version=2)
        assert await cleanings.get(cleaning.id) is None

    async def test_a_session_is_carried_on_and_ended_for_everybody_once_the_call_returns(
        self, database: Database
    ) -> None:
        ada, sessions = await stored_user(database), database.autocommit.sessions
        session, other = await stored_session(database, ada), await stored_session(database, ada)
        successor = a_successor(session)
        assert await sessions.with_refresh(session.refresh_digest) == (session, ada)
        assert await sessions.rotate(successor, spent=a_spent(session))
        assert not await sessions.rotate(a_successor(session), spent=a_spent(session))
        assert await sessions.with_refresh(session.refresh_digest) is None
        async with database.begin() as work:
            assert await work.sessions.get(session.id) == successor
            assert await work.sessions.with_spent_refresh(session.refresh_digest) is not None
        await sessions.end(session.id)
        await sessions.end(session.id)
        assert not await sessions.rotate(a_successor(successor), spent=a_spent(successor))
        assert await sessions.of(ada.id) == [other]

    @pytest.mark.parametrize("at_most", [None, 3])
    async def test_a_call_that_is_refused_changes_nothing(self, database: Database, at_most: int | None) -> None:
        ada, nobody = await stored_user(database), a_user("Nobody")
        todos, cleanings = database.autocommit.todos, database.autocommit.cleanings
        todo, stray, adrift = a_todo(ada), a_todo(nobody), a_cleaning(nobody)
        with pytest.raises(UserNotFound):
            await todos.add(stray, at_most=at_most)
        with pytest.raises(UserNotFound):
            await cleanings.add(adrift, at_most=at_most)
        await todos.add(todo, at_most=at_most)
        assert await todos.edit(todo.id, saying("edited"), owner=ada.id, version=2) is None
        assert await todos.get(todo.id, owner=ada.id) == todo
        assert (await todos.get(stray.id, owner=nobody.id), await cleanings.get(adrift.id)) == (None, None)

    async def test_calls_fail_and_succeed_alone(self, database: Database) -> None:
        ada, todos = await stored_user(database), database.autocommit.todos
        first, second = a_todo(ada), a_todo(ada)
        await todos.add(first)
        assert await todos.edit(second.id, saying("edited"), owner=ada.id) is None
        await todos.add(second)
        assert list((await todos.page(ada.id, only=TodoFilter(), part=Slice())).items) == [first, second]

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
