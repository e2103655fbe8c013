"""Statements on todos. Each names the owner."""

from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Integer, bindparam, delete, func, literal_column, or_, select, update

from todoauth.adapters.sql.statements.parts import added, added_up_to, changed, contains, given, pages
from todoauth.adapters.sql.tables import TODOS

_OWNED: Final = select(
    TODOS.c.id,
    TODOS.c.content,
    TODOS.c.is_done,
    TODOS.c.created_at,
    TODOS.c.updated_at,
    TODOS.c.version,
).where(TODOS.c.owner_id == bindparam("owner_id"))
_THIS: Final = (TODOS.c.owner_id == bindparam("owner_id"), TODOS.c.id == bindparam("id"))

BY_ID: Final = _OWNED.where(TODOS.c.id == bindparam("id"))
ADD: Final = added(TODOS)
ADD_UP_TO: Final = added_up_to("add_todo", TODOS, TODOS.c.owner_id)
UPDATE: Final = changed(TODOS, "content", "folded", "is_done", "updated_at", "version").where(
    *_THIS, TODOS.c.version == bindparam("predecessor")
)


def _kept(column: Column[Any]) -> ColumnElement[Any]:
    return func.coalesce(given(column), column)


# What `Todo.edited` does, in SQL. What is not given is `NULL`: then nothing is known to differ.
EDIT: Final = (
    update(TODOS)
    .values(
        content=_kept(TODOS.c.content),
        folded=_kept(TODOS.c.folded),
        is_done=_kept(TODOS.c.is_done),
        updated_at=bindparam("updated_at"),
        version=TODOS.c.version + literal_column("1", Integer),
    )
    .where(*_THIS, TODOS.c.version == func.coalesce(bindparam("expected", type_=Integer), TODOS.c.version))
    .where(or_(*(column != given(column) for column in (TODOS.c.content, TODOS.c.is_done))))
    .returning(*_OWNED.selected_columns)
)
REMOVE: Final = delete(TODOS).where(*_THIS)
REMOVE_VERSION: Final = REMOVE.where(TODOS.c.version == bindparam("version"))
PAGE: Final = pages(
    _OWNED,
    TODOS.c.id,
    is_done=TODOS.c.is_done == bindparam("is_done"),
    pattern=contains(TODOS.c.folded, "pattern"),
)
