"""Statements on todos. Each names the owner."""

from functools import cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, select

from todoauth.adapters.sql.statements.parts import added, changed, contains, for_update, page
from todoauth.adapters.sql.tables import TODOS
from todoauth.domain.model.page import Order

_OWNED: Final = select(
    TODOS.c.id,
    TODOS.c.owner_id,
    TODOS.c.content,
    TODOS.c.is_done,
    TODOS.c.created_at,
    TODOS.c.updated_at,
    TODOS.c.version,
).where(TODOS.c.owner_id == bindparam("owner_id"))
_THIS: Final = (TODOS.c.owner_id == bindparam("owner_id"), TODOS.c.id == bindparam("id"))

BY_ID: Final = _OWNED.where(TODOS.c.id == bindparam("id"))
BY_ID_FOR_UPDATE: Final = for_update(BY_ID)
ADD: Final = added(TODOS)
UPDATE: Final = changed(TODOS, "content", "folded", "is_done", "updated_at", "version").where(
    *_THIS, TODOS.c.version == bindparam("predecessor")
)
REMOVE: Final = delete(TODOS).where(*_THIS)


@cache
def page_of(order: Order, limit: int, *, is_done: bool, text: bool) -> Select[*tuple[Any, ...]]:
    """Return the statement for a page, filtered by what is true."""
    found = _OWNED
    if is_done:
        found = found.where(TODOS.c.is_done == bindparam("is_done"))
    if text:
        found = found.where(contains(TODOS.c.folded, "pattern"))
    return page(found, TODOS.c.id, order, limit)
