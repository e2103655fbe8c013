"""What statements are made of."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    literal_column,
    update,
)

from todoauth.domain.model.page import Order, PageSize

_LIMITS: Final = (PageSize.USUAL + 1, PageSize.MOST + 1)


def added(table: Table, *omit: str) -> Insert:
    """Return the statement that adds a row, each column bound by its name, except those to `omit`."""
    names = (column.key for column in table.columns if column.key not in omit)
    return insert(table).values({name: bindparam(name) for name in names})


def changed(table: Table, *names: str) -> Update:
    """Return the statement that sets the columns `names`, each bound by its name."""
    return update(table).values({name: bindparam(name) for name in names})


def for_update(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return `found`, keeping others from changing the rows, but not from referring to them.

    SQLite has one writer at a time, and ignores this.
    """
    return found.with_for_update(key_share=True)


def contains(column: ColumnElement[str], pattern: str) -> ColumnElement[bool]:
    """Return whether `column` matches the bound `pattern`, in which a backslash takes the meaning off what follows."""
    return column.like(bindparam(pattern), escape="\\")


def page(found: Select[*tuple[Any, ...]], id: ColumnElement[Any], order: Order, limit: int) -> Select[*tuple[Any, ...]]:
    """Return the part of `found` that comes after the bound `after`.

    The limit is written into the text: with a bound one, PostgreSQL cannot know that few rows are wanted and plans
    every call anew. So there is one statement for each of very few limits.
    """
    after: BindParameter[UUID] = bindparam("after")
    ahead, ordered = (id > after, id.asc()) if order is Order.ASC else (id < after, id.desc())
    return found.where(ahead).order_by(ordered).limit(literal_column(str(limit)))


def limit_for(size: PageSize) -> int:
    """Return the limit that finds at least one more row than the page holds."""
    return next(limit for limit in _LIMITS if limit > size.items)
