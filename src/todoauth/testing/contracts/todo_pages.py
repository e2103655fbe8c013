"""What every list of todos must do."""

from uuid import UUID

from todoauth.domain.model.ids import TodoId
from todoauth.domain.model.page import Cursor, Order, Slice
from todoauth.domain.model.text import SearchText
from todoauth.domain.model.todo import TodoEdit, TodoFilter
from todoauth.domain.model.user import User
from todoauth.testing.contracts.samples import NOON, a_todo, stored_user
from todoauth.testing.contracts.searches import SearchesContract
from todoauth.testing.contracts.todos import listed, stored_todo
from todoauth.testing.world import Database


class TodoPagesContract(SearchesContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def add(self, database: Database, owner: User, text: str) -> UUID:
        return (await stored_todo(database, owner, text)).id

    async def remove(self, database: Database, owner: User, id: UUID) -> None:
        async with database.begin() as work:
            await work.todos.remove(TodoId(id), owner=owner.id)

    async def found(
        self, database: Database, owner: User, part: Slice, *, text: SearchText | None
    ) -> tuple[list[UUID], Cursor | None]:
        page = await database.view.todos.page(owner.id, only=TodoFilter(text=text), part=part)
        return [todo.id for todo in page.items], page.next_cursor

    async def test_a_list_can_be_narrowed_to_what_is_done_or_open(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        states = [False, True, False, True]
        todos = [await stored_todo(database, ada, f"cat {place}", is_done=done) for place, done in enumerate(states)]
        await stored_todo(database, bob, "cat", is_done=True)
        assert await listed(database, ada, TodoFilter(is_done=False)) == todos[::2]
        assert await listed(database, ada, TodoFilter(is_done=True)) == todos[1::2]
        assert await listed(database, ada, TodoFilter(is_done=True, text=SearchText("CAT 3"))) == todos[3:]

    async def test_a_block_lists_its_own_changes_in_their_place(self, database: Database) -> None:
        ada = await stored_user(database)
        early, late = a_todo(ada, "early"), a_todo(ada, "late")
        kept, changed, removed = [await stored_todo(database, ada, text) for text in ("keep", "change", "remove")]
        edit = TodoEdit(is_done=True, at=NOON)
        edited = changed.edited(edit)
        async with database.begin() as work:
            await work.todos.add(late)
            await work.todos.add(early)
            assert await work.todos.edit(changed.id, edit, owner=ada.id) == edited
            await work.todos.remove(removed.id, owner=ada.id)
            forwards = await work.todos.page(ada.id, only=TodoFilter(), part=Slice())
            backwards = await work.todos.page(ada.id, only=TodoFilter(), part=Slice(Order.DESC, Cursor(kept.id)))
            done = await work.todos.page(ada.id, only=TodoFilter(is_done=True), part=Slice())
        assert list(forwards.items) == [early, late, kept, edited]
        assert list(backwards.items) == [late, early]
        assert list(done.items) == [edited]
