"""What every `Todos` must do."""

from dataclasses import replace

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.ids import TodoId
from todoauth.domain.model.page import Slice
from todoauth.domain.model.text import SearchText
from todoauth.domain.model.todo import Todo, TodoContent, TodoEdit, TodoFilter
from todoauth.domain.model.user import User
from todoauth.testing.contracts.samples import HOSTILE, HOUR, NOON, a_todo, a_user, new_id, stored_user
from todoauth.testing.world import Database

FEED = TodoEdit(content=TodoContent("Feed the cat"), at=NOON + HOUR)


async def stored_todo(
    database: Database, owner: User, content: str = "Water the plants", *, is_done: bool = False
) -> Todo:
    todo = a_todo(owner, content, is_done=is_done)
    async with database.begin() as work:
        await work.todos.add(todo)
    return todo


async def listed(database: Database, owner: User, only: TodoFilter = TodoFilter()) -> list[Todo]:
    return list((await database.view.todos.page(owner.id, only=only, part=Slice())).items)


async def edited(database: Database, todo: Todo, edit: TodoEdit, *, version: int | None = None) -> Todo | None:
    async with database.begin() as work:
        return await work.todos.edit(todo.id, edit, owner=todo.owner, version=version)


@pytest.mark.asyncio
class TodosContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    @pytest.mark.parametrize("is_done", [False, True])
    async def test_a_todo_comes_back_as_it_was(self, database: Database, is_done: bool) -> None:
        ada = await stored_user(database)
        todo = replace(a_todo(ada, is_done=is_done), version=7)
        async with database.begin() as work:
            await work.todos.add(todo)
            assert await work.todos.get(todo.id, owner=ada.id) == todo
        back = await database.view.todos.get(todo.id, owner=ada.id)
        assert back == todo
        assert back is not None
        assert back.created_at.utcoffset() == NOON.utcoffset()

    async def test_contents_come_back_letter_by_letter(self, database: Database) -> None:
        ada = await stored_user(database)
        longest = (letter * TodoContent.MOST for letter in ("x", "長", "🧹", "\u0390"))
        todos = [await stored_todo(database, ada, text) for text in (*HOSTILE, *longest)]
        assert await listed(database, ada) == todos

    async def test_somebody_elses_todo_is_not_found(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        todo = await stored_todo(database, ada)
        async with database.begin() as work:
            assert await work.todos.get(todo.id, owner=bob.id) is None
            assert not await work.todos.remove(todo.id, owner=bob.id)
            assert await work.todos.edit(todo.id, FEED, owner=bob.id) is None
        assert (await listed(database, ada), await listed(database, bob)) == ([todo], [])

    async def test_a_todo_of_nobody_is_refused(self, database: Database) -> None:
        with pytest.raises(UserNotFound):
            await stored_todo(database, a_user())

    async def test_every_field_can_be_changed(self, database: Database) -> None:
        ada = await stored_user(database)
        todo = await stored_todo(database, ada)
        for edit in (FEED, TodoEdit(is_done=True, at=NOON + 2 * HOUR), replace(FEED, is_done=False, at=NOON)):
            before, todo = todo, todo.edited(edit)
            assert await edited(database, before, edit, version=before.version) == todo
            assert await listed(database, ada) == [todo]

    @pytest.mark.parametrize("text", HOSTILE)
    async def test_any_content_can_be_edited_into_any_other(self, database: Database, text: str) -> None:
        ada = await stored_user(database)
        todo = await stored_todo(database, ada, "Feed the cat")
        for content in (text, "Feed the cat"):
            edit = TodoEdit(content=TodoContent(content), at=NOON + HOUR)
            before, todo = todo, todo.edited(edit)
            assert await edited(database, before, edit) == todo
            assert await listed(database, ada, TodoFilter(text=SearchText(content.split()[0]))) == [todo]

    async def test_nothing_is_edited_where_nothing_differs(self, database: Database) -> None:
        ada = await stored_user(database)
        todo = await stored_todo(database, ada)
        for edit in (TodoEdit(at=NOON + HOUR), TodoEdit(content=todo.content, is_done=False, at=NOON + HOUR)):
            assert await edited(database, todo, edit) is None
        assert await listed(database, ada) == [todo]

    async def test_nothing_is_edited_that_has_another_version_or_is_not_there(self, database: Database) -> None:
        ada = await stored_user(database)
        todo = await stored_todo(database, ada)
        for version in (0, 2):
            assert await edited(database, todo, FEED, version=version) is None
        assert await edited(database, a_todo(ada), FEED) is None
        assert await listed(database, ada) == [todo]

    async def test_a_todo_is_removed_once(self, database: Database) -> None:
        ada = await stored_user(database)
        todo, other = await stored_todo(database, ada), await stored_todo(database, ada)
        async with database.begin() as work:
            assert await work.todos.remove(todo.id, owner=ada.id)
            assert not await work.todos.remove(todo.id, owner=ada.id)
            assert not await work.todos.remove(TodoId(new_id()), owner=ada.id)
        assert await listed(database, ada) == [other]

    async def test_a_todo_is_removed_only_in_the_version_that_is_named(self, database: Database) -> None:
        ada = await stored_user(database)
        todo = await stored_todo(database, ada)
        async with database.begin() as work:
            for version in (0, 2):
                assert not await work.todos.remove(todo.id, owner=ada.id, version=version)
        assert await listed(database, ada) == [todo]
        async with database.begin() as work:
            assert await work.todos.remove(todo.id, owner=ada.id, version=1)
        assert await listed(database, ada) == []

    async def test_nobody_has_more_todos_than_may_be_whatever_others_have(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        await stored_todo(database, ada)
        second, third = a_todo(ada), a_todo(ada)
        async with database.begin() as work:
            assert await work.todos.add(second, at_most=2)
            assert not await work.todos.add(third, at_most=2)
            assert await work.todos.add(a_todo(bob), at_most=1)
        assert await database.view.todos.get(second.id, owner=ada.id) == second
        assert await database.view.todos.get(third.id, owner=ada.id) is None
