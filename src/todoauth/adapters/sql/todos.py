"""Todos, in SQL."""

from dataclasses import dataclass
from typing import Final

from todoauth.adapters.sql.asked import todos as statements
from todoauth.adapters.sql.compare_and_set import compare_and_set
from todoauth.adapters.sql.executor import Connection, Row
from todoauth.adapters.sql.lists import given, pattern
from todoauth.domain.model.ids import TodoId, UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.restoring import restorer
from todoauth.domain.model.text import fold
from todoauth.domain.model.todo import Todo, TodoContent, TodoEdit, TodoFilter
from todoauth.domain.model.unset import UNSET
from todoauth.ports.repositories import Todos, TodosView

_restored: Final = restorer(Todo)
_content: Final = restorer(TodoContent)


@dataclass(frozen=True)
class SqlTodosView(TodosView):
    """Todos, read over one connection."""

    connection: Connection

    async def get(self, id: TodoId, *, owner: UserId) -> Todo | None:
        row = await self.connection.one(statements.BY_ID, {"id": id, "owner_id": owner})
        return None if row is None else _todo(row, owner)

    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        wanted = given(after=part.after and part.after.after, is_done=only.is_done, pattern=pattern(only.text))
        rows = await self.connection.all(statements.PAGE(part, wanted), {"owner_id": owner, **wanted})
        return Page.of(
            [_todo(row, owner) for row in rows[: part.size.items + 1]], part.size, id_of=lambda todo: todo.id
        )


class SqlTodos(SqlTodosView, Todos):
    """Todos."""

    async def add(self, todo: Todo, *, at_most: int | None = None) -> bool:
        values = {"created_at": todo.created_at, **_values(todo)}
        if at_most is None:
            return await self.connection.run(statements.ADD, values) > 0
        return await self.connection.call(statements.ADD_UP_TO, {"at_most": at_most, **values}) > 0

    async def edit(self, id: TodoId, edit: TodoEdit, *, owner: UserId, version: int | None = None) -> Todo | None:
        if not self.connection.can_return:
            return await self._read_and_edited(id, edit, owner=owner, version=version)
        values = {"id": id, "owner_id": owner, "expected": version, **_edited(edit)}
        row = await self.connection.one(statements.EDIT, values)
        return None if row is None else _todo(row, owner)

    async def _read_and_edited(self, id: TodoId, edit: TodoEdit, *, owner: UserId, version: int | None) -> Todo | None:
        async def write(todo: Todo) -> bool:
            values = {"predecessor": todo.version - 1, **_values(todo)}
            return await self.connection.run(statements.UPDATE, values) > 0

        return await compare_and_set(
            lambda: self.get(id, owner=owner), lambda todo: todo.edited(edit), write, version=version
        )

    async def remove(self, id: TodoId, *, owner: UserId, version: int | None = None) -> bool:
        statement = statements.REMOVE if version is None else statements.REMOVE_VERSION
        return await self.connection.run(statement, {"id": id, "owner_id": owner, "version": version}) > 0


def _todo(row: Row, owner: UserId) -> Todo:
    todo_id, content, is_done, created_at, updated_at, version = row
    return _restored(todo_id, owner, _content(content), is_done, created_at, updated_at, version)


def _edited(edit: TodoEdit) -> dict[str, object]:
    said = None if edit.content is UNSET else edit.content.text
    return {
        "content": said,
        "folded": None if said is None else fold(said),
        "is_done": None if edit.is_done is UNSET else edit.is_done,
        "updated_at": edit.at,
    }


def _values(todo: Todo) -> dict[str, object]:
    return {
        "id": todo.id,
        "owner_id": todo.owner,
        "content": todo.content.text,
        "folded": fold(todo.content.text),
        "is_done": todo.is_done,
        "updated_at": todo.updated_at,
        "version": todo.version,
    }
